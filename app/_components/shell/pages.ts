import {
  CreditCard,
  Gavel,
  Landmark,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Mail,
  Repeat,
  RotateCw,
  ScanSearch,
  ScrollText,
  Settings,
  ShieldX,
  ShoppingBag,
  Undo2,
  UserCog,
  Users,
  Webhook,
  Zap,
} from 'lucide-react';

type PageLink = { path: string; label: string; icon: LucideIcon; admin?: boolean };

/** The pages of the dashboard, as the navigation groups them. */
export const sections: { title: string | null; pages: PageLink[] }[] = [
  {
    title: 'Inbox',
    pages: [
      { path: '/', label: 'Overview', icon: LayoutDashboard },
      { path: '/events', label: 'Events', icon: Webhook },
      { path: '/replays', label: 'Replays', icon: RotateCw },
      { path: '/rejected', label: 'Rejected', icon: ShieldX },
    ],
  },
  {
    title: 'Money',
    pages: [
      { path: '/orders', label: 'Orders', icon: ShoppingBag },
      { path: '/customers', label: 'Customers', icon: Users },
      { path: '/payment-methods', label: 'Payment methods', icon: CreditCard },
      { path: '/subscriptions', label: 'Subscriptions', icon: Repeat },
      { path: '/refunds', label: 'Refunds', icon: Undo2 },
      { path: '/disputes', label: 'Disputes', icon: Gavel },
      { path: '/payouts', label: 'Payouts', icon: Landmark },
    ],
  },
  {
    title: 'Work',
    pages: [
      { path: '/effects', label: 'Effects', icon: Zap },
      { path: '/mails', label: 'Mails', icon: Mail },
      { path: '/findings', label: 'Findings', icon: ScanSearch },
    ],
  },
  {
    title: 'Installation',
    pages: [
      { path: '/setup', label: 'Set-up', icon: ListChecks },
      { path: '/users', label: 'Users', icon: UserCog, admin: true },
      { path: '/audit', label: 'Audit log', icon: ScrollText, admin: true },
      { path: '/settings', label: 'Settings', icon: Settings, admin: true },
    ],
  },
];

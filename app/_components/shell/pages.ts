import {
  CreditCard,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Mail,
  ScanSearch,
  Settings,
  ShoppingBag,
  Webhook,
} from 'lucide-react';

type PageLink = { path: string; label: string; icon: LucideIcon; admin?: boolean };

/** The pages of the dashboard, as the navigation groups them. */
export const sections: { title: string | null; pages: PageLink[] }[] = [
  {
    title: 'Inbox',
    pages: [
      { path: '/', label: 'Overview', icon: LayoutDashboard },
      { path: '/events', label: 'Events', icon: Webhook },
    ],
  },
  {
    title: 'Money',
    pages: [
      { path: '/orders', label: 'Orders', icon: ShoppingBag },
      { path: '/payment-methods', label: 'Payment methods', icon: CreditCard },
    ],
  },
  {
    title: 'Work',
    pages: [
      { path: '/mails', label: 'Mails', icon: Mail },
      { path: '/findings', label: 'Findings', icon: ScanSearch },
    ],
  },
  {
    title: 'Installation',
    pages: [
      { path: '/setup', label: 'Set-up', icon: ListChecks },
      { path: '/settings', label: 'Settings', icon: Settings },
    ],
  },
];

import { CreditCard, type LucideIcon, Mail, ShoppingBag, Webhook } from 'lucide-react';

type PageLink = { path: string; label: string; icon: LucideIcon };

/** The pages of the dashboard, as the navigation groups them. */
export const sections: { title: string | null; pages: PageLink[] }[] = [
  { title: 'Inbox', pages: [{ path: '/events', label: 'Events', icon: Webhook }] },
  {
    title: 'Money',
    pages: [
      { path: '/orders', label: 'Orders', icon: ShoppingBag },
      { path: '/payment-methods', label: 'Payment methods', icon: CreditCard },
    ],
  },
  { title: 'Work', pages: [{ path: '/mails', label: 'Mails', icon: Mail }] },
];

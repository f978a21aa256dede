import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** What the title is: the page's heading where it stands alone. */
  as?: 'h1' | 'p';
  children?: ReactNode;
  action?: ReactNode;
};

/** What a list says when it has nothing to show: why, and what to do about it. */
export function EmptyState({ icon: Icon, title, as: Title = 'p', children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="mb-4 grid size-11 place-items-center rounded-full border border-line bg-subtle text-muted">
        <Icon className="size-5" aria-hidden />
      </span>
      <Title className="font-semibold">{title}</Title>
      {children && <div className="mt-1 max-w-md text-pretty text-muted">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

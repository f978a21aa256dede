import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Link } from './link';

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent-strong text-white hover:brightness-110',
        outline: 'border border-line-strong bg-raised text-ink shadow-[0_1px_1px_rgb(0_0_0/0.04)] hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink',
      },
      size: { md: 'h-9 px-3.5', sm: 'h-8 px-2.5 text-[13px]', icon: 'size-7', wide: 'h-11 w-full px-4 text-[15px]' },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

type Look = VariantProps<typeof button>;

/** A button; one that sends a form says so with its type. */
export function Button({ className, variant, size, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={cn(button({ variant, size }), className)} {...rest} />;
}

/** A link to another page that looks like a button. */
export function ButtonLink({ className, variant, size, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={cn(button({ variant, size }), className)} {...rest} />;
}

/** A link to a file of this app that looks like a button. */
export function DownloadLink({ className, variant, size, ...rest }: ComponentProps<'a'> & Look) {
  return <a className={cn(button({ variant, size }), className)} {...rest} />;
}

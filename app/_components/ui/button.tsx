import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent-strong text-white hover:brightness-110',
        outline: 'border border-line-strong bg-raised text-ink shadow-[0_1px_1px_rgb(0_0_0/0.04)] hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink',
      },
      size: { md: 'h-9 px-3.5', sm: 'h-8 px-2.5 text-[13px]', icon: 'size-8' },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean };

/** A button, or with `asChild` its only child (a link) that looks like one. */
export function Button({ asChild, className, variant, size, type = 'button', ...rest }: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  return asChild ? <Slot.Root className={classes} {...rest} /> : <button type={type} className={classes} {...rest} />;
}

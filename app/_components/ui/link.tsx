import type { ComponentProps } from 'react';

type LinkProps = ComponentProps<'a'> & {
  href: string;
  /** Whether the next page is shown from its top; false for what only narrows or sorts this one. */
  scroll?: boolean;
};

/**
 * A link to another page of this app. It is the browser's own, rendered where the page is; one listener for all of them
 * (shell/soft-links.tsx) makes it change the page without loading a document. next/link would be script on every page.
 */
export function Link({ scroll = true, ...rest }: LinkProps) {
  return <a data-soft={scroll ? 'top' : 'still'} {...rest} />;
}

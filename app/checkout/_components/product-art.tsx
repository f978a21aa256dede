import type { Product } from '@/lib/checkout/products';

/** A drawing of each product, in the colours of the theme. */
export function ProductArt({ id }: { id: Product['id'] }) {
  return (
    <svg viewBox="0 0 96 96" className="size-full" aria-hidden="true">
      {drawings[id]}
    </svg>
  );
}

const drawings: Record<Product['id'], React.ReactNode> = {
  mug: (
    <>
      <rect width="96" height="96" className="fill-wait-soft" />
      <path d="M64 42h6a9 9 0 0 1 0 18h-6" fill="none" strokeWidth="5" className="stroke-accent-strong" />
      <path d="M26 34h38v30a8 8 0 0 1-8 8H34a8 8 0 0 1-8-8Z" className="fill-accent-strong" />
      <path d="M26 34h38v6H26Z" className="fill-white" opacity=".9" />
      <path
        d="M37 26c-3-4 3-6 0-10m9 10c-3-4 3-6 0-10m9 10c-3-4 3-6 0-10"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        className="stroke-wait"
      />
    </>
  ),
  notebook: (
    <>
      <rect width="96" height="96" className="fill-ok-soft" />
      <rect x="29" y="21" width="42" height="56" rx="3" className="fill-line-strong" />
      <rect x="25" y="18" width="42" height="56" rx="3" className="fill-ok" />
      <path d="M33 18v56" strokeWidth="2" className="stroke-ok-soft" />
      <rect x="41" y="29" width="18" height="10" rx="1.5" className="fill-ok-soft" />
      <path d="M58 74v8l-3-2.5-3 2.5v-8Z" className="fill-bad" />
    </>
  ),
  print: (
    <>
      <rect width="96" height="96" className="fill-warn-soft" />
      <rect x="24" y="16" width="48" height="62" rx="2" className="fill-raised stroke-line-strong" />
      <g fill="none" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" className="stroke-warn">
        <path d="M39 29v34" />
        <path d="M39 45h11a7 7 0 0 1 7 7v2a8 8 0 0 1-8 8" />
      </g>
      <circle cx="56" cy="32" r="4" className="fill-warn" />
      <path d="M60 73h7" strokeWidth="1.5" className="stroke-line-strong" />
    </>
  ),
};

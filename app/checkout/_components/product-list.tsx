import { CURRENCY, PRODUCTS, type Product } from '@/lib/checkout/products';
import { formatMoney } from '@/lib/kit/money/format-money';
import { ProductArt } from './product-art';
import { Quantity } from './quantity';

export type Quantities = Record<Product['id'], number>;

/** Everything that is sold, and how many of each are in the cart. */
export function ProductList({ quantities, onChange }: { quantities: Quantities; onChange(next: Quantities): void }) {
  return (
    <ul className="space-y-3">
      {PRODUCTS.map(({ id, name, description, price }) => (
        <li key={id} className="flex gap-4 rounded-lg border border-line bg-raised p-3">
          <div className="size-24 shrink-0 overflow-hidden rounded-md max-sm:size-20">
            <ProductArt id={id} />
          </div>
          <div className="flex min-w-0 flex-1 flex-col justify-between gap-2 py-0.5">
            <div>
              <h2 className="font-semibold">{name}</h2>
              <p className="text-[13px] text-pretty text-muted">{description}</p>
            </div>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-medium">{formatMoney(price, CURRENCY)}</span>
              <Quantity
                of={name}
                value={quantities[id]}
                onChange={(value) => onChange({ ...quantities, [id]: value })}
              />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

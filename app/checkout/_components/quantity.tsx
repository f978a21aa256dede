import { Minus, Plus } from 'lucide-react';
import { Button } from '@/app/_components/ui/button';
import { MAX_QUANTITY } from '@/lib/checkout/products';

/** How many of one product: a number between a minus and a plus. */
export function Quantity({ of, value, onChange }: { of: string; value: number; onChange(value: number): void }) {
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">Quantity of {of}</legend>
      <Button size="icon" disabled={value === 0} onClick={() => onChange(value - 1)} aria-label={`One ${of} less`}>
        <Minus aria-hidden />
      </Button>
      <output className="w-7 text-center font-medium">{value}</output>
      <Button
        size="icon"
        disabled={value === MAX_QUANTITY}
        onClick={() => onChange(value + 1)}
        aria-label={`One ${of} more`}
      >
        <Plus aria-hidden />
      </Button>
    </fieldset>
  );
}

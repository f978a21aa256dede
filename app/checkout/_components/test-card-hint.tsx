/** Whom test mode is for needs the card that always works: https://docs.stripe.com/testing */
export function TestCardHint({ publishableKey }: { publishableKey: string }) {
  if (!publishableKey.startsWith('pk_test_')) return null;
  return (
    <p className="rounded-md border border-dashed border-line-strong px-3 py-2 text-[13px] text-muted">
      No money moves in test mode. Card <code className="font-mono whitespace-nowrap">4242 4242 4242 4242</code>, any
      date to come, any CVC; <code className="font-mono whitespace-nowrap">4000 0025 0000 3155</code> asks for{' '}
      <span className="whitespace-nowrap">3-D Secure</span>.
    </p>
  );
}

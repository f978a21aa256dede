'use client';

import { TriangleAlert } from 'lucide-react';
import { Button } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';

/** What a customer sees when a page of the shop failed. The app's log has the error. */
export default function CheckoutError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <EmptyState
      as="h1"
      icon={TriangleAlert}
      title="This page could not be shown"
      action={
        <Button variant="primary" onClick={() => retry()}>
          Try again
        </Button>
      }
    >
      <title>Error · Goods</title>
      If you have just paid, your payment is safe: it is being dealt with, even if you close this page.
    </EmptyState>
  );
}

import { ChevronRight } from 'lucide-react';
import Stripe from 'stripe';
import { Command } from '@/app/_components/ui/command';
import { handledTypes } from '@/lib/handlers/registry';
import { isProduction } from '@/lib/kit/env';

/** What Stripe's dashboard asks for when one adds an endpoint by hand. */
export function EndpointFacts({ url }: { url: string }) {
  const types = handledTypes();
  return (
    <details className="group mt-3" open={isProduction()}>
      <summary className="flex w-fit list-none items-center gap-1 rounded text-[13px]">
        <ChevronRight className="size-4 text-faint transition-transform group-open:rotate-90" aria-hidden />
        What Stripe’s dashboard asks for
      </summary>
      <dl className="mt-1 space-y-3 text-[13px]">
        <div>
          <dt className="text-muted">Endpoint URL</dt>
          <dd>
            <Command text={url} />
          </dd>
        </div>
        <div>
          <dt className="text-muted">API version</dt>
          <dd>
            <Command text={Stripe.API_VERSION} />
          </dd>
        </div>
        <div>
          <dt className="text-muted">The {types.length} event types that are handled</dt>
          <dd className="max-h-48 overflow-y-auto rounded-lg">
            <Command text={types.join(', ')} />
          </dd>
        </div>
      </dl>
    </details>
  );
}

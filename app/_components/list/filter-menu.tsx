import { SlidersHorizontal } from 'lucide-react';
import Form from 'next/form';
import type { ListView } from '@/app/_lib/list-url';
import { Button, ButtonLink } from '../ui/button';
import { Popover } from '../ui/popover';

export type MoreFilter = 'currency' | 'account' | 'time';

const field =
  'mt-1 block h-9 w-full rounded-md border border-line-strong bg-canvas px-2.5 text-[13px] placeholder:text-faint max-md:text-base';

/** The filters that need no place of their own: currency, connected account, and the days from and to. */
export function FilterMenu({ view, path, filters }: { view: ListView; path: string; filters: MoreFilter[] }) {
  const { asked } = view;
  const own = { currency: ['currency'], account: ['account'], time: ['from', 'to'] } as const;
  const names = filters.flatMap((filter): readonly (keyof typeof asked)[] => own[filter]);
  const on = names.filter((name) => asked[name] !== null).length;
  return (
    <Popover id="filters" label="Filters" icon={<SlidersHorizontal aria-hidden />} badge={on > 0 ? String(on) : null}>
      <Form action={path} scroll={false} className="space-y-3 p-4 md:w-[340px]">
        {Object.entries(view.kept)
          .filter(([name]) => !names.includes(name as keyof typeof asked))
          .map(([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />)}
        {filters.includes('time') && (
          <div className="grid grid-cols-2 gap-3">
            <label className="text-[13px] font-medium">
              From
              <input type="date" max="9999-12-31" name="from" defaultValue={asked.from ?? ''} className={field} />
            </label>
            <label className="text-[13px] font-medium">
              To
              <input type="date" max="9999-12-31" name="to" defaultValue={asked.to ?? ''} className={field} />
            </label>
            <p className="col-span-2 -mt-2 text-xs text-faint">Days in UTC, both included</p>
          </div>
        )}
        {filters.includes('currency') && (
          <label className="block text-[13px] font-medium">
            Currency
            <input
              type="text"
              name="currency"
              defaultValue={asked.currency ?? ''}
              placeholder="eur"
              maxLength={12}
              pattern="[A-Za-z0-9]{2,12}"
              title="The code of a currency, such as eur or usdc"
              autoComplete="off"
              autoCapitalize="off"
              className={field}
            />
          </label>
        )}
        {filters.includes('account') && (
          <label className="block text-[13px] font-medium">
            Connected account
            <input
              type="text"
              name="account"
              defaultValue={asked.account ?? ''}
              placeholder="acct_…"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              className={field}
            />
          </label>
        )}
        <div className="flex justify-end gap-2 pt-1">
          {on > 0 && (
            <ButtonLink
              variant="ghost"
              size="sm"
              href={view.href({ currency: null, account: null, from: null, to: null })}
            >
              Clear
            </ButtonLink>
          )}
          <Button type="submit" variant="primary" size="sm">
            Apply
          </Button>
        </div>
      </Form>
    </Popover>
  );
}

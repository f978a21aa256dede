import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { CustomerLink } from '@/app/_components/object/customer-link';
import { UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { orderItem, Related } from '@/app/_components/object/related';
import { PaymentMethodStatusPill } from '@/app/_components/states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { loadStory } from '@/app/_lib/load-story';
import { namePaymentMethod } from '@/app/_lib/name-payment-method';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { findCustomerName } from '@/lib/dashboard/customers/get-customer';
import { listOrdersPaidWith, type PaymentMethodDetail } from '@/lib/dashboard/payment-methods/get-payment-method';
import { loadPaymentMethod } from './load-payment-method';

export async function generateMetadata({ params }: PageProps<'/payment-methods/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadPaymentMethod(id)) ? `Payment method ${id}` : 'Not found' };
}

export default async function PaymentMethodPage({ params, searchParams }: PageProps<'/payment-methods/[id]'>) {
  const found = await loadPaymentMethod((await params).id);
  const { id, path, row, owner, story } = await openObject('payment-methods', found, searchParams);
  const ids = [id];
  const [customer, orders, page] = await query((prisma) =>
    Promise.all([
      findCustomerName(prisma, { id: row?.customerId ?? null, ...owner }),
      listOrdersPaidWith(prisma, { id, ...owner }),
      loadStory(prisma, { ...owner, ids }, story),
    ]),
  );
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/payment-methods', label: 'Payment methods' }}
        kind="Payment method"
        title={row ? namePaymentMethod(row) : id}
        pills={row && <PaymentMethodStatusPill status={row.status} />}
        lead={row && headline(row)}
        id={id}
        owner={owner}
        atStripe={row?.customerId ?? id}
      />
      {!row && <UnknownObject kind="Payment method" />}
      <ObjectBody
        aside={
          <Related title="Orders paid with it" items={orders.map((order) => orderItem(order))} empty="None is known." />
        }
      >
        {row && (
          <FactsBox>
            <Facts
              facts={[
                {
                  term: 'Customer',
                  value: row.customerId && <CustomerLink id={row.customerId} name={customer} owner={owner} />,
                },
                { term: 'Type', value: row.type.replaceAll('_', ' ') },
                row.expMonth !== null && row.expYear !== null && { term: 'Expires', value: expiry(row) },
                row.fingerprint !== null && {
                  term: 'Fingerprint',
                  value: <span className="font-mono text-[13px] break-all">{row.fingerprint}</span>,
                },
                { term: 'Created', value: <Time at={row.createdAt} format="exact" /> },
                row.attachedAt !== null && { term: 'Attached', value: <Time at={row.attachedAt} format="exact" /> },
                row.detachedAt !== null && { term: 'Detached', value: <Time at={row.detachedAt} format="exact" /> },
              ]}
            />
          </FactsBox>
        )}
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}

/** A card is good to the last day of its month. */
const isExpired = ({ expMonth, expYear }: PaymentMethodDetail): boolean =>
  expMonth !== null && expYear !== null && Date.UTC(expYear, expMonth, 1) <= Date.now();

const expiry = (row: PaymentMethodDetail) => {
  const text = `${String(row.expMonth).padStart(2, '0')}/${row.expYear}`;
  return isExpired(row) ? <span className="text-bad">{text}, expired</span> : text;
};

function headline(row: PaymentMethodDetail): string {
  if (row.status === 'detached') return 'Taken away from its customer; Stripe never attaches it again';
  if (isExpired(row)) return 'Attached, but expired: payments with it will be declined';
  return row.customerId ? 'Saved by its customer, ready to pay with' : 'Belongs to no customer';
}

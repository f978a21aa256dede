import type { Look } from '../../lib/upkeep/sweep/look-at';
import type { SweptAccount } from '../../lib/upkeep/sweep/sweep';
import type { SweptWindow } from '../../lib/upkeep/sweep/sweep-account';

/** As many are named; the rest is counted. */
const MOST_LINES = 50;

type Named = { id: string; type: string; createdAt: Date };

const count = (n: number) => n.toLocaleString('en-US');
const nameOf = (account: string | null) => account ?? 'Your own account';
const line = ({ id, type, createdAt }: Named) => `  ${createdAt.toISOString()}  ${type}  ${id}`;

function list(events: Named[]): string[] {
  const more = events.length - MOST_LINES;
  return [...events.slice(0, MOST_LINES).map(line), ...(more > 0 ? [`  and ${count(more)} more`] : [])];
}

/** What a sweep did, for a person. */
export function sweepInWords(swept: SweptAccount[]): string {
  return swept
    .flatMap((account) => [...account.windows.flatMap((w) => windowInWords(account, w)), ...failure(account)])
    .join('\n');
}

function windowInWords({ account }: SweptAccount, { run, healed, resumed, gap }: SweptWindow): string[] {
  const since = run.since.toISOString();
  const taken = resumed ? ' (a sweep that was left unfinished)' : '';
  const found =
    run.healed === 0
      ? `0 of ${count(run.seen)} missing since ${since}${taken}`
      : `${count(run.healed)} of ${count(run.seen)} were missing since ${since}${taken}, and are stored now`;
  return [
    `${nameOf(account)}: ${found}`,
    ...list(healed),
    ...(run.unreadable > 0 ? [`  ${run.unreadable} could not be read as events and were left out`] : []),
    ...(gap
      ? [`  From ${gap.from.toISOString()} to ${gap.to.toISOString()} nobody compared, and Stripe lists it no more`]
      : []),
  ];
}

const failure = ({ account, error }: SweptAccount): string[] =>
  error ? [`${nameOf(account)}: stopped: ${error.message}. The next sweep goes on from there.`] : [];

/** What Stripe's list says, for a person. */
export function lookInWords(looks: Look[], undelivered: boolean): string {
  return looks
    .flatMap(({ account, listed }) => {
      const missing = listed.filter((event) => event.missing);
      const shown = undelivered ? listed : missing;
      const said = undelivered
        ? `${count(listed.length)} events that Stripe could not deliver to every endpoint, ${count(missing.length)} of them are not here`
        : `${count(missing.length)} of ${count(listed.length)} are missing; nothing was stored`;
      return [
        `${nameOf(account)}: ${said}`,
        ...list(
          shown.map(({ facts, missing }) => ({
            ...facts,
            type: undelivered ? `${facts.type}${missing ? '  (not here)' : ''}` : facts.type,
          })),
        ),
      ];
    })
    .join('\n');
}

const brief = ({ id, type, createdAt }: Named) => ({ id, type, createdAt });

/** The same for a program. */
export function inLines(results: (SweptAccount | Look)[]): string {
  return JSON.stringify(
    results.map((result) =>
      'listed' in result
        ? {
            account: result.account,
            seen: result.listed.length,
            missing: result.listed.filter((event) => event.missing).length,
            events: result.listed.map(({ facts, missing }) => ({ ...brief(facts), missing })),
          }
        : {
            account: result.account,
            livemode: result.livemode,
            error: result.error?.message ?? null,
            windows: result.windows.map(({ run, healed, resumed, gap }) => ({
              since: run.since,
              until: run.until,
              seen: run.seen,
              present: run.present,
              missing: run.healed,
              unreadable: run.unreadable,
              healed: healed.map(brief),
              resumed,
              gap,
            })),
          },
    ),
    null,
    2,
  );
}

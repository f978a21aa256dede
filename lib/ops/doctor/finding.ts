/** The parts that the doctor looks at, in the order in which they are shown. */
export const GROUPS = ['configuration', 'reachability', 'stripe', 'database', 'worker'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One thing that was looked at. `message` says what is the case, `fix` what to do about it. `code` is for programs and
 * for docs/doctor.md, and stays the same. Neither ever holds a secret.
 */
export type Finding = {
  severity: 'ok' | 'warn' | 'error';
  code: string;
  message: string;
  fix?: string;
  /** The variable that it is about, where it judges the value of one. */
  variable?: string;
  /** Hookwell cannot work like this at all: `npm start`, `npm run worker` and `npm run db:migrate` stop and say so. */
  fatal?: true;
};

export type GroupReport = { group: Group; findings: Finding[] };

export const ok = (code: string, message: string): Finding => ({ severity: 'ok', code, message });
export const warn = (code: string, message: string, fix: string): Finding => ({ severity: 'warn', code, message, fix });
export const error = (code: string, message: string, fix: string): Finding => ({
  severity: 'error',
  code,
  message,
  fix,
});

export const fatal = (code: string, message: string, fix: string): Finding => ({
  ...error(code, message, fix),
  fatal: true,
});

export const about = (variable: string, findings: Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, variable }));

/** The first few of a list, for a line that is to be read. */
export function few(items: string[], limit = 4): string {
  const more = items.length - limit;
  return items.slice(0, limit).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

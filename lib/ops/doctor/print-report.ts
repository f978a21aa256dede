import type { Finding, Group, GroupReport } from './finding';

const TITLES: Record<Group, string> = {
  configuration: 'Configuration',
  reachability: 'Reachability',
  stripe: 'Stripe',
  database: 'Database',
  worker: 'Worker',
};

const SIGNS: Record<Finding['severity'], [sign: string, colour: number]> = {
  ok: ['✓', 32],
  warn: ['!', 33],
  error: ['✗', 31],
};

/** The report for a terminal: a line for each finding, what to do beneath it, and a sum at the end. */
export function printReport(reports: GroupReport[], colour: boolean): string {
  const groups = reports.map(({ group, findings }) =>
    [paint(TITLES[group], 1, colour), ...findings.map((finding) => printFinding(finding, colour))].join('\n'),
  );
  return [...groups, sum(reports)].join('\n\n');
}

const paint = (text: string, code: number, colour: boolean) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** One finding, what to do beneath it. */
export function printFinding({ severity, message, fix, code }: Finding, colour: boolean): string {
  const [sign, hue] = SIGNS[severity];
  const name = severity === 'ok' ? '' : paint(` [${code}]`, 2, colour);
  return `  ${paint(sign, hue, colour)} ${message}${name}${fix ? `\n    → ${fix}` : ''}`;
}

function sum(reports: GroupReport[]): string {
  const count = (severity: Finding['severity']) =>
    reports.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warn')];
  if (errors + warnings === 0) return 'All is well.';
  const parts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ];
  return `${parts.join(', ')}. docs/doctor.md explains each finding by its name in brackets.`;
}

/** Whether a pipeline should stop. */
export const hasErrors = (reports: GroupReport[]): boolean =>
  reports.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));

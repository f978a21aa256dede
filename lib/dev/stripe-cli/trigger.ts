import { KnownError } from '../../kit/known-error';
import { cliAccess } from './cli-access';
import { explainCliFailure } from './explain-cli-failure';
import { type CliChoice, findCli } from './find-cli';
import { maskSecrets } from './mask-secrets';
import { runCli } from './run-cli';

export type TriggerOptions = CliChoice & { event: string; args?: string[]; apiBase?: string };

/**
 * Lets Stripe's test mode make the objects that an event tells of, with `stripe trigger`. The event comes by way of
 * `listen`. Throws {@link KnownError} when it did not work.
 */
export async function trigger({ event, args = [], apiBase: base, ...choice }: TriggerOptions): Promise<void> {
  const { apiBase, env, keyFrom } = cliAccess(base);
  const { bin } = await findCli(choice);
  const where = apiBase ? ['--api-base', apiBase] : [];
  const held: string[] = [];
  const running = runCli({ bin, args: ['trigger', event, ...args, ...where], env }, (line, stream) => {
    if (stream === 'stderr') held.push(maskSecrets(line));
    else if (line !== '' && !line.startsWith('Checking for new versions')) console.log(maskSecrets(line));
  });
  const { code, lastWords } = await running.exited;
  const failure = code === 0 ? undefined : explainCliFailure(lastWords, keyFrom);
  if (!failure) for (const line of held) console.error(line);
  if (code !== 0) throw new KnownError(failure ?? `\`stripe trigger ${event}\` failed (exit code ${code}).`);
}

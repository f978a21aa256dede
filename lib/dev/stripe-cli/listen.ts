import { wantsColour } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { readLocalSecrets, saveLocalSecret } from '../../stripe/local-secrets';
import { cliAccess } from './cli-access';
import { explainCliFailure } from './explain-cli-failure';
import { type CliChoice, findCli } from './find-cli';
import { listenArguments } from './listen-arguments';
import { maskSecrets, secretIn } from './mask-secrets';
import { requireApp } from './require-app';
import { runCli } from './run-cli';

export type ListenOptions = CliChoice & { forwardTo: string; events?: string; apiBase?: string };

/**
 * Runs `stripe listen` until `signal` aborts: events of test mode go to the app, which accepts them because it is
 * handed the session's signing secret for as long as this lasts. Throws {@link KnownError} when it cannot start, and
 * when the CLI ends by itself.
 */
export async function listen(options: ListenOptions, signal: AbortSignal): Promise<void> {
  const { forwardTo, events } = options;
  const { apiBase, env, keyFrom } = cliAccess(options.apiBase);
  const { bin, version } = await findCli(options);
  for (const problem of await requireApp(forwardTo)) console.warn(problem);
  if (signal.aborted) return;

  console.log(`Stripe CLI ${version} connects to Stripe, with the key from ${keyFrom} …`);
  const args = listenArguments({ version, forwardTo, events, apiBase, colour: wantsColour() });
  let secret: string | undefined;
  const running = runCli({ bin, args, env }, (line, stream) => {
    const told = secretIn(line);
    if (told) saveLocalSecret('cli', told);
    // Before it is ready it only tells what fails, which is explained when it has ended.
    if (told || secret || stream === 'stdout') console.log(maskSecrets(line));
    if (told && !secret)
      console.log(`The app has that secret and keeps it while this runs. Forwarding to ${forwardTo}`);
    secret = told ?? secret;
  });
  signal.addEventListener('abort', () => running.end(), { once: true });
  const { code, lastWords } = await running.exited;
  // Not before the CLI is gone: what it still delivered has to verify.
  if (secret) forget(secret);
  if (signal.aborted) return console.log('The Stripe CLI has ended, and the app has forgotten its secret.');
  throw new KnownError(
    explainCliFailure(lastWords, keyFrom) ??
      `The Stripe CLI ended by itself (exit code ${code}). Its last words:\n${maskSecrets(lastWords)}`,
  );
}

/** Takes the secret out again, unless a later session has put its own in. */
function forget(secret: string): void {
  const kept = readLocalSecrets().find(({ label }) => label === 'cli');
  if (kept?.secret === secret) saveLocalSecret('cli', null);
}

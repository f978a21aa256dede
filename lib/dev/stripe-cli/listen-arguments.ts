type Wanted = { version: string; forwardTo: string; events?: string; apiBase?: string; colour?: boolean };

/** The first version that forwards nothing unless it is told what: https://github.com/stripe/stripe-cli/releases/tag/v1.51.0 */
const SELECTS_SINCE = [1, 51] as const;

/** The arguments of `stripe listen` for the version at hand: older ones do not know `--all-snapshot`, newer ones insist on it. */
export function listenArguments({ version, forwardTo, events, apiBase, colour = false }: Wanted): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const selects = major > SELECTS_SINCE[0] || (major === SELECTS_SINCE[0] && minor >= SELECTS_SINCE[1]);
  return [
    'listen',
    ...(events ? ['--events', events] : selects ? ['--all-snapshot'] : []),
    '--forward-to',
    forwardTo,
    '--skip-update',
    '--color',
    colour ? 'on' : 'off',
    ...(apiBase ? ['--api-base', apiBase] : []),
    // A stand-in of Stripe's API without TLS has a websocket without TLS.
    ...(apiBase?.startsWith('http:') ? ['--no-wss'] : []),
  ];
}

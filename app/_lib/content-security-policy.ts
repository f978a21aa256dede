/** What one page may load, as https://www.w3.org/TR/CSP3/ writes it. */
type Policy = Record<string, string[]>;

/** Only the shop's own pages load anything from Stripe: docs/checkout.md. https://docs.stripe.com/security/guide#content-security-policy */
const stripe: Policy = {
  'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
  'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  'connect-src': ['https://api.stripe.com'],
  'img-src': ['https://*.stripe.com'],
};

/** What is no page: proxy.ts writes it, because what a route of Next says itself is overwritten there. */
const data = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * The policy of one answer. Scripts run by this answer's nonce or from a file of ours, never because they stand in the
 * page. A `style` attribute is allowed, because charts place their marks with it; it loads nothing and runs nothing.
 */
export function contentSecurityPolicy(path: string, options: { nonce: string; dev: boolean; tls: boolean }): string {
  // An event's text and a list's file are anybody's words: nothing in them loads, runs or is framed.
  if (/\/(raw|export)\/?$/.test(path)) return data;
  const { nonce, dev, tls } = options;
  const shop = /^\/checkout(\/|$)/.test(path);
  // The preview of a mail is a sandboxed frame without scripts, and inherits what its page allows.
  const mail = /^\/mails\/./.test(path);
  const policy: Policy = {
    'default-src': ["'self'"],
    // React's development build needs eval, and Next's overlay styles itself.
    'script-src': ["'self'", `'nonce-${nonce}'`, ...(dev ? ["'unsafe-eval'"] : [])],
    'style-src-elem': ["'self'", ...(mail || dev ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(dev ? ['ws:'] : [])],
    'frame-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'object-src': ["'none'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
  };
  if (shop) for (const [name, hosts] of Object.entries(stripe)) policy[name]?.push(...hosts);
  const directives = Object.entries(policy).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return [...directives, ...(tls ? ['upgrade-insecure-requests'] : [])].join('; ');
}

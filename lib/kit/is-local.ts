/** Whether only this machine, or its own network, reaches the URL: Stripe does not. */
export function isLocal(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    /^(localhost|.*\.localhost|.*\.local|0\.0\.0\.0|\[::1?\]|127\..*|10\..*|192\.168\..*|169\.254\..*)$/.test(
      hostname,
    ) ||
    /^172\.(1[6-9]|2\d|3[01])\./.test(hostname) ||
    /^\[f[cd]/.test(hostname)
  );
}

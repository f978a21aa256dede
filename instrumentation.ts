/** Next calls this once, before the first request. The Node part is apart: this file is also compiled for the edge. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces exactly this expression, so that the edge never loads the rest.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { start } = await import('./instrumentation-node');
    await start();
  }
}

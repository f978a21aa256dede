import { log } from './log/log';

type Part = { name: string; stop: () => Promise<void> };

const slot = Symbol.for('hookwell.shutdown');
type Global = typeof globalThis & { [slot]?: Part[] };

const parts = (): Part[] => {
  const global = globalThis as Global;
  global[slot] ??= [];
  return global[slot];
};

/** Names what has to end before the process does. Parts end in the reverse order of this call. */
export function onShutdown(name: string, stop: () => Promise<void>): void {
  parts().push({ name, stop });
}

/** Ends all parts, each in its turn. What fails is told, and the rest still ends. */
export async function shutDown(): Promise<void> {
  for (const { name, stop } of parts().splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      log().error({ err: error }, `The ${name} did not end cleanly: ${(error as Error).message}`);
    }
  }
}

import nextEnv from '@next/env';
import { isProduction } from '../../lib/env';

/** Reads the `.env` files as Next does, so that a script sees what the app sees. Call it before `env()`. */
export function loadEnv(): void {
  const complain = (...parts: unknown[]) => console.error(...parts);
  nextEnv.loadEnvConfig(process.cwd(), !isProduction(), { info: () => {}, error: complain });
}

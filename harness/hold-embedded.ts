/**
 * A process that uses the embedded database in a folder: `hold-embedded.ts <folder>` prints the server's port, and
 * lets go on SIGTERM. With `forget` behind it, it comes to its end without letting go.
 */
import { acquireEmbeddedPostgres } from '../lib/dev/postgres/embedded-postgres';

const [dir = '', forget] = process.argv.slice(2);
const lease = await acquireEmbeddedPostgres({ dir });

if (!forget) {
  const stay = setInterval(() => {}, 60_000);
  process.once('SIGTERM', async () => {
    await lease.release();
    clearInterval(stay);
  });
}
// Last: whoever reads it may send the signal at once.
console.log(`port ${new URL(lease.url).port}.`);

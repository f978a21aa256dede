import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';

const usage = `
Usage: npm run db:generate

Writes Prisma's client into lib/db/generated when prisma/schema.prisma has changed. Downloads nothing.
`;

await runCommand({ usage }, async () => {
  await generateClient();
});

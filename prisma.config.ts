import { defineConfig } from 'prisma/config';

/** For those who use Prisma's own command line, such as `prisma migrate deploy`. Our scripts need none of it. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL || '' },
});

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryPrepared } from '@/lib/db/query-prepared';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
let pool: pg.Pool;
beforeAll(() => {
  pool = new pg.Pool({ connectionString: inbox.url(), max: 1 });
});
afterAll(() => pool.end());

const SUM = 'select $1::int + 1 as sum';
const run = (sql: string) => queryPrepared<{ sum: number }>(pool, sql, [41]);
const prepared = async () => (await pool.query('select name from pg_prepared_statements')).rows.map(({ name }) => name);

// One story: what the last step finds out counts for the whole process.
describe('queryPrepared', () => {
  it('has the statement planned once for a connection', async () => {
    for (const _ of [1, 2]) expect((await run(SUM)).rows).toEqual([{ sum: 42 }]);
    expect(await prepared()).toHaveLength(1);
  });

  it('names it by its text, so that none runs in place of another version’s', async () => {
    expect((await run('select $1::int + 2 as sum')).rows).toEqual([{ sum: 43 }]);
    const names = await prepared();
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^hookwell-[0-9a-f]{32}$/);
  });

  it('throws what is wrong with the statement itself', async () => {
    await expect(run('select $1::int / 0 as sum')).rejects.toMatchObject({ code: '22012' });
  });

  it('goes on without, where a pooler has lost what was prepared', async () => {
    await run(SUM);
    // Within a block, so that the driver does not see it.
    await pool.query(`do 'begin execute $$deallocate all$$; end'`);
    expect((await run(SUM)).rows).toEqual([{ sum: 42 }]);
    expect((await run('select $1::int + 3 as sum')).rows).toEqual([{ sum: 44 }]);
    expect(await prepared()).toEqual([]);
  });
});

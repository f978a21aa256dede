import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryPrepared } from '@/lib/db/query-prepared';
import { useInbox } from '../../support/inbox';

const inbox = useInbox();
let pool: pg.Pool;
beforeAll(() => {
  pool = new pg.Pool({ connectionString: inbox.url(), max: 1 });
});
afterAll(() => pool.end());

const run = (name: string, sql = 'select $1::int + 1 as sum') => queryPrepared<{ sum: number }>(pool, name, sql, [41]);
const prepared = async () => (await pool.query('select name from pg_prepared_statements')).rows.map(({ name }) => name);

// One story: what the last step finds out counts for the whole process.
describe('queryPrepared', () => {
  it('has the statement planned once for a connection', async () => {
    for (const _ of [1, 2]) expect((await run('sum')).rows).toEqual([{ sum: 42 }]);
    expect(await prepared()).toEqual(['sum']);
  });

  it('throws what is wrong with the statement itself', async () => {
    await expect(run('wrong', 'select $1::int / 0 as sum')).rejects.toMatchObject({ code: '22012' });
  });

  it('goes on without, where a pooler has lost what was prepared', async () => {
    await run('sum');
    // Within a block, so that the driver does not see it.
    await pool.query(`do 'begin execute $$deallocate all$$; end'`);
    expect((await run('sum')).rows).toEqual([{ sum: 42 }]);
    expect((await run('another')).rows).toEqual([{ sum: 42 }]);
    expect(await prepared()).toEqual([]);
  });
});

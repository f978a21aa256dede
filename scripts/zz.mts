import { acquireEmbeddedPostgres as acq } from '../lib/db/embedded-postgres';
import pg from 'pg';
const t=(l:string)=>console.log(l, Math.round(performance.now()));
t('start');
const a = await acq({dir: process.argv[2] ?? '/tmp/hw1', rootMode: process.argv[3] ? {mode: process.argv[3] as any, copyRoot:'/tmp/hwcopy'}:undefined}); t('acquired'); console.log(a.url.replace(/:[^:@]*@/,':***@'));
const b = await acq({dir: process.argv[2] ?? '/tmp/hw1', rootMode: process.argv[3] ? {mode: process.argv[3] as any, copyRoot:'/tmp/hwcopy'}:undefined}); t('second');
const c = new pg.Client(a.url); await c.connect(); console.log((await c.query("select version(), current_setting('server_encoding') e, current_setting('fsync') f")).rows); await c.end();
t('q');
await a.release(); t('rel a'); await b.release(); t('rel b');

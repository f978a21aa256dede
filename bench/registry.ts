import { cold } from './cold/cold';
import type { Bench } from './comparison';
import { DOOR_BENCHES } from './doors';
import { lagBench } from './lag';
import { memory } from './memory/memory';
import { pages } from './pages';
import { silenceBench } from './silence';
import { strangers } from './strangers/strangers';
import { workerBench } from './worker';

/** Every name of `npm run bench`, in the order in which all of them run. */
export const BENCHES: Bench[] = [...DOOR_BENCHES, workerBench, silenceBench, lagBench, pages, memory, strangers, cold];

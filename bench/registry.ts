import type { Bench } from './comparison';
import { DOOR_BENCHES } from './doors';
import { lagBench } from './lag';
import { workerBench } from './worker';

/** Every name of `npm run bench`, in the order in which all of them run. */
export const BENCHES: Bench[] = [...DOOR_BENCHES, workerBench, lagBench];

import type { Bench } from './comparison';
import { DOOR_BENCHES } from './doors';

/** Every name of `npm run bench`, in the order in which all of them run. */
export const BENCHES: Bench[] = [...DOOR_BENCHES];

import { env } from '../kit/env';

/** Whether this deployment has the pages under /checkout at all: a shop with its own checkout switches them off. */
export const isCheckoutOn = (): boolean => env().CHECKOUT === 'on';

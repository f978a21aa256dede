// The path that Stripe's own docs use: the same door.
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../api/webhook/route';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

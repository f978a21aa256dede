// For those who want event notifications apart: the same door, which tells them from snapshots by their body.
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../route';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

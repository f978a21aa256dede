// For those who want event notifications apart: the same door, which tells them from snapshots by their body.
import { receiveWebhook } from '@/app/_lib/receive-webhook';
import { refuseMethod } from '@/lib/inbox/handle-request';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

export const POST = receiveWebhook;

export const GET = refuseMethod;
export const HEAD = refuseMethod;
export const PUT = refuseMethod;
export const PATCH = refuseMethod;
export const DELETE = refuseMethod;
export const OPTIONS = refuseMethod;

// The path that Stripe's own docs use: the same door.
import { handleWebhookRequest, refuseMethod } from '@/lib/webhook/handle-request';

export const dynamic = 'force-dynamic';

export const POST = handleWebhookRequest;

export const GET = refuseMethod;
export const HEAD = refuseMethod;
export const PUT = refuseMethod;
export const PATCH = refuseMethod;
export const DELETE = refuseMethod;
export const OPTIONS = refuseMethod;

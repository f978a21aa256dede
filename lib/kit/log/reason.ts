import { isProduction } from '../env';
import { KnownError } from '../known-error';
import { stackFrames } from './stack-frames';

const reasonSlot = Symbol.for('hookwell.reason');
const personalSlot = Symbol.for('hookwell.personal');

type Marked = Error & { [reasonSlot]?: string; [personalSlot]?: true };

/** What drivers, Stripe's SDK and nodemailer add to an error. */
type Coded = {
  code?: unknown;
  severity?: unknown;
  constraint?: unknown;
  requestId?: unknown;
  statusCode?: unknown;
  responseCode?: unknown;
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
};

/** Gives an error words for the log, made by us of codes and ids alone. */
export function withReason<Failure extends Error>(error: Failure, reason: string): Failure {
  Object.defineProperty(error, reasonSlot, { value: reason, configurable: true });
  return error;
}

/** Marks what a handler or an effect threw: its message may name a customer. The database keeps it, the log does not. */
export function markPersonal(error: Error): void {
  if (Object.isExtensible(error)) Object.defineProperty(error, personalSlot, { value: true, configurable: true });
}

/*
 * Classes of PostgreSQL's errors whose messages name values: data exceptions, broken constraints, and what functions raise.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const NAMES_VALUES = /^(22|23|P0)/;

/**
 * Why something failed, for a line of the log. While developing it is the error's message. In production it holds no
 * value that came from a customer: words of ours, or the error's kind and codes.
 */
export function reasonOf(error: unknown, isPersonal = false): string {
  if (!(error instanceof Error)) return isProduction() ? 'something other than an error was thrown' : String(error);
  if (!isProduction()) return error.message || error.name;
  const { [reasonSlot]: reason, [personalSlot]: personal } = error as Marked;
  return reason ?? (maySpeak(error, isPersonal || personal === true) ? error.message : kindOf(error));
}

function maySpeak(error: Error, personal: boolean): boolean {
  const { code, severity } = error as Coded;
  if (error instanceof KnownError || error.name === 'EnvError') return true;
  // Prisma's repeat their arguments, Stripe's and a mail server's what they were sent, a parser's what it read.
  if ('clientVersion' in error) return typeof code === 'string' && /^P1\d{3}$/.test(code);
  if ('rawType' in error || 'responseCode' in error || 'command' in error || 'issues' in error) return false;
  if (error instanceof SyntaxError) return false;
  // PostgreSQL's own, and Node's: ECONNREFUSED with the address that did not answer.
  if (typeof severity === 'string') return !NAMES_VALUES.test(String(code));
  if (typeof code === 'string') return /^E[A-Z]+$/.test(code) && 'syscall' in error;
  return !personal;
}

/** `PrismaClientKnownRequestError P2002`, `error 23505 users_email_key`, `StripeCardError card_declined 402 req_…`. */
function kindOf(error: Error): string {
  const { code, constraint, requestId, statusCode, responseCode, meta } = error as Coded;
  const codes = [code, constraint, responseCode, statusCode, requestId, meta?.driverAdapterError?.cause?.originalCode];
  const name = error.name === 'Error' ? error.constructor.name : error.name;
  return [name, ...codes]
    .filter((part) => ['string', 'number'].includes(typeof part) && /^[\w.-]{1,80}$/.test(`${part}`))
    .join(' ');
}

/** An error as a log of production keeps it; its causes likewise. */
export function serializeError(error: unknown, depth = 0, isPersonal = false): object {
  if (!(error instanceof Error)) return { type: typeof error, message: reasonOf(error) };
  const { cause } = error;
  // What a handler threw has its causes from the same hands.
  const personal = isPersonal || (error as Marked)[personalSlot] === true;
  return {
    type: error.name,
    message: reasonOf(error, personal),
    kind: kindOf(error),
    stack: stackFrames(error.stack, error.message)
      .slice(0, 20)
      .map((line) => line.trim()),
    ...(cause !== undefined && depth < 3 && { cause: serializeError(cause, depth + 1, personal) }),
  };
}

import Stripe from 'stripe';
import { log } from '../kit/log/log';
import { type Breaker, createBreaker, type QuestionOutcome, type Silence } from './create-breaker';
import { getStripe } from './get-stripe';
import { QUESTION_WITHIN_MS, REQUEST_WITHIN_MS, SILENT_TO_OPEN } from './patience';

/**
 * Stripe cannot be asked now. `silence`: it does not answer; null: as many are asking as may. Whoever does not have to
 * wait for it at this moment comes back later.
 */
export class StripeWait extends Error {
  constructor(
    readonly silence: Silence | null,
    options?: ErrorOptions,
  ) {
    super(
      silence
        ? `Stripe has not answered since ${new Date(silence.since).toISOString()}`
        : 'As many questions are put to Stripe as may be at a time',
      options,
    );
    this.name = 'StripeWait';
  }
}

/** A way to put a question to Stripe. */
export type AskStripe = <T>(question: (stripe: Stripe) => Promise<T>) => Promise<T>;

const OF_A_WORKER = { timeout: REQUEST_WITHIN_MS, maxNetworkRetries: 0 };

type Questions = {
  breaker: Breaker;
  /** Asking at this moment, of those that are counted. */
  asking: number;
  most: number;
  /** It was silent, and has answered since: what waits for that may go on. */
  answersAgain: boolean;
};

const slot = Symbol.for('hookwell.stripe-questions');
type Global = typeof globalThis & { [slot]?: Questions };

/** Those of this process: `next dev` loads the handlers again and the worker not. */
function questions(): Questions {
  const global = globalThis as Global;
  global[slot] ??= startCounting();
  return global[slot];
}

function startCounting(): Questions {
  const counted: Questions = {
    breaker: createBreaker({
      opened: ({ nextAt }) =>
        log().warn(
          `Stripe does not answer: ${SILENT_TO_OPEN} questions in a row had none. Events that need nothing of it go on; it is asked again at ${new Date(nextAt).toISOString()}, and then at least every half minute`,
        ),
      closed: ({ since }) => {
        counted.answersAgain = true;
        log().info(`Stripe answers again, after ${Math.round((Date.now() - since) / 1_000)} s`);
      },
    }),
    asking: 0,
    most: Number.POSITIVE_INFINITY,
    answersAgain: false,
  };
  return counted;
}

/** From now on at most so many of this process's workers wait for Stripe at a time. */
export function limitQuestions(most: number): void {
  questions().most = most;
}

/** Forgets what this process knows of Stripe, for tests. */
export function forgetQuestions(): void {
  delete (globalThis as Global)[slot];
}

/** Whether one more may ask now, besides those that are `about` to ask. */
export function mayAskStripe(about = 0): boolean {
  const { breaker, asking, most } = questions();
  return breaker.mayAsk() && asking + about < (breaker.silence() ? 1 : most);
}

/** How many are asking now. */
export const askingStripe = (): number => questions().asking;

/** Whether Stripe answers again after a silence; says so once. */
export function takeAnswersAgain(): boolean {
  const counted = questions();
  const { answersAgain } = counted;
  counted.answersAgain = false;
  return answersAgain;
}

/**
 * The one way in which a worker asks Stripe. It waits a few seconds and never tries twice. Throws {@link StripeWait},
 * mostly without having asked, where the question has to wait; else what the SDK or the question throws.
 */
export const askStripe: AskStripe = async (question) => {
  const counted = questions();
  if (!mayAskStripe()) throw new StripeWait(counted.breaker.silence());
  counted.asking += 1;
  try {
    return await ask(question);
  } finally {
    counted.asking -= 1;
  }
};

/** {@link askStripe} for the one sweep of a worker, which no event has to stand back for. */
export const askBesideEvents: AskStripe = async (question) => {
  const { breaker } = questions();
  if (!breaker.mayAsk()) throw new StripeWait(breaker.silence());
  return ask(question);
};

/** Puts a question for a page or a command, where a person waits: no limit, and no notice of workers' silence. */
export const askForAPerson: AskStripe = async (question) => question(required(getStripe()));

async function ask<T>(question: (stripe: Stripe) => Promise<T>): Promise<T> {
  const { breaker } = questions();
  const stripe = required(getStripe(OF_A_WORKER));
  let outcome: QuestionOutcome = 'unasked';
  stripe.on('response', ({ status }: Stripe.ResponseEvent) => {
    outcome = status >= 500 ? 'silent' : 'answered';
  });
  const settle = breaker.begin();
  try {
    const answer = await inTime(question(stripe));
    settle(outcome);
    return answer;
  } catch (error) {
    const silent = hadNoAnswer(error);
    settle(silent ? 'silent' : outcome);
    const silence = silent ? breaker.silence() : null;
    // Where others had no answer either, it was no fault of what was asked.
    throw silence ? new StripeWait(silence, { cause: error }) : error;
  }
}

class Overdue extends Error {}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Overdue(`Stripe did not answer within ${QUESTION_WITHIN_MS / 1_000} s`)),
      QUESTION_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

const hadNoAnswer = (error: unknown): boolean =>
  error instanceof Overdue ||
  error instanceof Stripe.errors.StripeConnectionError ||
  (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500);

function required(stripe: Stripe | null): Stripe {
  if (!stripe) throw new Error('STRIPE_SECRET_KEY is not set, so Stripe cannot be asked');
  return stripe;
}

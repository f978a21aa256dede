import type { TokenBucket } from '../../kit/limits/token-bucket';
import { reasonOf } from '../../kit/log/reason';
import type { Cause } from './causes';
import type { Diagnosis } from './diagnose';
import type { RejectionToRecord } from './record-rejections';
import type { Refused } from './refused';
import { toRejection, toSum } from './to-record';

type Parts = {
  /** Each cause has its own, so that a flood of one kind does not hide another. */
  newBucket: () => TokenBucket;
  diagnose: (refused: Refused) => Diagnosis;
  record: (rejections: RejectionToRecord[]) => Promise<void>;
  /** Whether requests wait for a connection at this moment. */
  isBusy: () => boolean;
  complain: (message: string) => void;
};

/** Rejections in one statement. */
const BATCH = 20;

/** Characters of bodies that wait; what comes beyond is only counted. */
const WAITING_CHARS = 4_000_000;

/** What came too fast is counted, and its sum written this often. */
const SUM_EVERY_MS = 10_000;

/** Gives way to requests that wait for a connection, but not for longer than this. */
const GIVE_WAY_MS = 5_000;
const LOOK_AGAIN_MS = 100;

/** A database that is away is said once in this time. */
const COMPLAIN_EVERY_MS = 60_000;

type Sum = { last: Refused; count: number };

/** What goes into one statement, and what it was made of, in case that the statement fails. */
type Batch = { rows: RejectionToRecord[]; whole: Refused[]; sums: Sum[] };

/**
 * What was refused and waits to be recorded: few whole ones, and a count of the rest. One statement at a time, so that
 * garbage takes one connection at the most; nothing waits for it, and nothing that goes wrong here reaches a request.
 */
export class RejectionQueue {
  private readonly buckets = new Map<Cause, TokenBucket>();
  private readonly waiting: Refused[] = [];
  private waitingChars = 0;
  private readonly sums = new Map<string, Sum>();
  private summedAt = 0;
  private complainedAt = 0;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: Parts) {}

  /** Takes one in. Does no work beyond a few comparisons: the answer has not left yet. */
  add(refused: Refused): void {
    const size = refused.body?.length ?? 0;
    if (this.bucketOf(refused.cause).take() && this.waitingChars + size <= WAITING_CHARS) {
      this.waiting.push(refused);
      this.waitingChars += size;
      this.running ??= this.run();
    } else this.sumUp(refused, 1);
  }

  /** Resolves when nothing whole waits any more. */
  async settle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** {@link settle}, and the sums are written without waiting for their time. */
  async flush(): Promise<void> {
    await this.settle();
    this.summedAt = 0;
    if (this.sums.size > 0) this.running ??= this.run();
    await this.settle();
  }

  private bucketOf(cause: Cause): TokenBucket {
    const bucket = this.buckets.get(cause) ?? this.parts.newBucket();
    this.buckets.set(cause, bucket);
    return bucket;
  }

  private sumUp(last: Refused, count: number): void {
    const key = `${last.cause} ${last.door}`;
    this.sums.set(key, { last: { ...last, body: null }, count: (this.sums.get(key)?.count ?? 0) + count });
    this.wakeForSums();
  }

  private wakeForSums(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.running ??= this.run();
    }, SUM_EVERY_MS).unref();
  }

  private async run(): Promise<void> {
    try {
      // After the answer: whoever noted a rejection goes on first.
      await nextTurn();
      for (let batch = await this.take(); batch.rows.length > 0; batch = await this.take()) await this.write(batch);
    } catch (error) {
      this.complain(error, 'lost');
    } finally {
      this.running = this.waiting.length > 0 ? this.run() : null;
      if (this.sums.size > 0) this.wakeForSums();
    }
  }

  private async take(): Promise<Batch> {
    if (this.waiting.length > 0 || this.sumsAreDue()) await this.giveWay();
    const whole = this.waiting.splice(0, BATCH);
    for (const { body } of whole) this.waitingChars -= body?.length ?? 0;
    const rows: RejectionToRecord[] = [];
    for (const refused of whole) {
      rows.push(toRejection(refused, this.diagnoseSafely(refused)));
      // A diagnosis takes a millisecond or few; requests come in between.
      await nextTurn();
    }
    const sums = this.takeDueSums();
    return { rows: [...rows, ...sums.map(({ last, count }) => toSum(last, count))], whole, sums };
  }

  private sumsAreDue(): boolean {
    return this.sums.size > 0 && Date.now() - this.summedAt >= SUM_EVERY_MS;
  }

  private takeDueSums(): Sum[] {
    if (!this.sumsAreDue()) return [];
    const due = [...this.sums.values()];
    this.sums.clear();
    this.summedAt = Date.now();
    return due;
  }

  private async write({ rows, whole, sums }: Batch): Promise<void> {
    try {
      await this.parts.record(rows);
    } catch (error) {
      // Their evidence is given up; they are counted with the next sum.
      for (const { last, count } of sums) this.sumUp(last, count);
      for (const refused of whole) this.sumUp(refused, 1);
      this.complain(error, 'not recorded, only counted');
    }
  }

  private async giveWay(): Promise<void> {
    const until = Date.now() + GIVE_WAY_MS;
    while (this.parts.isBusy() && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }

  private diagnoseSafely(refused: Refused): Diagnosis {
    try {
      return this.parts.diagnose(refused);
    } catch (error) {
      this.complain(error, 'not looked at closely');
      return { cause: refused.cause, message: refused.message, secretLabel: refused.secretLabel, signed: false };
    }
  }

  private complain(error: unknown, what: string): void {
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = Date.now();
    this.parts.complain(`Rejected deliveries are ${what}: ${reasonOf(error)}`);
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

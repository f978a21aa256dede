import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { env } from '../kit/env';
import { lanes } from '../kit/http/lanes';
import { BodiesInFlight, type Unfinished } from './bodies-in-flight';
import { STRANGER_BYTES } from './plausible-header';
import { type BodyRead, cutOff, endedEarly, type Reading, tooLarge, unread } from './read-body';
import { LARGE_BYTES, RunningSignatures } from './running-signatures';

/** What reading a megabyte costs the event loop, and what checking it against one secret does, measured. */
const READ_MS = 4;
const HASH_MS = 0.6;
/** The same for a piece, however small. */
const CHUNK_MS = 0.01;
/** The same for its request, with the answer. */
const START_MS = 0.5;

/** What an object in memory takes beside the bytes in it. */
const CHUNK_OVERHEAD = 200;

/** Smaller pieces are put together: a body that comes byte by byte would take two hundred times its size. */
const SMALL = 1_024;
const GATHERED = 64;

const slot = Symbol.for('hookwell.bodies-in-flight');
type Global = typeof globalThis & { [slot]?: BodiesInFlight };

/** The budget of this process. It holds at least one body of the size that is allowed. */
function bodiesInFlight(): BodiesInFlight {
  const global = globalThis as Global;
  global[slot] ??= new BodiesInFlight(() =>
    Math.max(env().WEBHOOK_BODIES_IN_FLIGHT_BYTES, 2 * env().WEBHOOK_MAX_BODY_BYTES),
  );
  return global[slot];
}

/** Reads the body of a request of Node's own server as {@link import('./read-body').readCounted} does one of the web's, within the budget of all. */
export function readNodeBody(request: IncomingMessage, reading: Reading): Promise<BodyRead> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (reading.isPlausible && declared > reading.limit) return Promise.resolve(tooLarge(reading.limit));
  return new Promise((resolve) => new NodeBody(request, reading, resolve));
}

/** Whether more may come than one piece; Stripe says how long a delivery is. */
const isLarge = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGE_BYTES;

class NodeBody implements Unfinished {
  bytes = 0;
  startedAt = performance.now();
  private waited = 0;
  private waitsSince: number | null = null;
  private size = 0;
  private chunks: Buffer[] = [];
  /** How many of the last chunks are small ones. */
  private small = 0;
  private signatures: RunningSignatures | null = null;
  /** How many of its bytes were charged, and what. */
  private paid = 0;
  private chargedMs = 0;
  private isDone = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly reading: Reading,
    private readonly resolve: (read: BodyRead) => void,
  ) {
    const gone = () => this.settle(endedEarly(new Error('the connection was closed')));
    request.on('error', gone);
    request.on('close', gone);
    if (isLarge(request)) this.waitForTurn();
    else this.read();
  }

  /** A large one comes in its turn from the beginning: whoever is cut off and comes again must not be faster. */
  private waitForTurn(): void {
    this.paid = LARGE_BYTES;
    this.pay(START_MS + this.costOf(LARGE_BYTES), () => this.read());
  }

  private read(): void {
    this.startedAt = performance.now();
    this.request.on('data', (chunk: Buffer) => this.take(chunk));
    this.request.on('end', () => this.finish());
  }

  private costOf(bytes: number): number {
    return (bytes / 1_048_576) * (READ_MS + HASH_MS * this.reading.secrets.length);
  }

  private pay(costMs: number, start: () => void): void {
    this.chargedMs += costMs;
    lanes().reading.enter({ costMs, start, isGone: () => this.isDone });
  }

  get missing(): number {
    return Number(this.request.headers['content-length'] ?? this.reading.limit) - this.size;
  }

  get waitedMs(): number {
    return this.waited + (this.waitsSince === null ? 0 : performance.now() - this.waitsSince);
  }

  cut(): void {
    this.settle(cutOff());
  }

  private take(chunk: Buffer): void {
    if (this.isDone) return;
    this.size += chunk.length;
    this.keep(chunk);
    if (this.size > this.reading.limit) this.stop();
    else {
      if (this.size > LARGE_BYTES) this.check(chunk);
      bodiesInFlight().add(this, chunk.length + CHUNK_OVERHEAD);
    }
  }

  private keep(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.small = chunk.length < SMALL ? this.small + 1 : 0;
    if (this.small < GATHERED) return;
    this.chunks.push(Buffer.concat(this.chunks.splice(-GATHERED)));
    this.small = 0;
  }

  /** Of a large body each piece is checked as it comes, in the pace of its lane. */
  private check(chunk: Buffer): void {
    const { header, secrets } = this.reading;
    const pieces = this.signatures ? [chunk] : this.chunks;
    this.signatures ??= new RunningSignatures(header ?? '', secrets);
    for (const piece of pieces) this.signatures.update(piece);
    const unpaid = this.size - this.paid;
    this.paid = this.size;
    this.request.pause();
    this.waitsSince = performance.now();
    this.pay(this.costOf(unpaid) + CHUNK_MS, () => {
      this.waited = this.waitedMs;
      this.waitsSince = null;
      this.request.resume();
    });
  }

  /** The limit is reached: of a stranger's body the beginning is kept. */
  private stop(): void {
    this.request.pause();
    const { limit, isPlausible } = this.reading;
    this.settle(isPlausible ? tooLarge(limit) : unread(this.beginning()));
  }

  private finish(): void {
    if (this.isDone) return;
    const isForged = this.signatures !== null && !this.signatures.fits();
    if (!isForged) lanes().reading.refund(this.chargedMs);
    this.settle(isForged ? unread(this.beginning()) : this.text());
  }

  private beginning(): string {
    let bytes = 0;
    const pieces: Buffer[] = [];
    for (const chunk of this.chunks) {
      if (bytes >= STRANGER_BYTES) break;
      pieces.push(chunk);
      bytes += chunk.length;
    }
    return Buffer.concat(pieces).toString('utf8', 0, STRANGER_BYTES);
  }

  /** Decodes piece by piece, each of which is given up behind it: there is no second whole copy. */
  private text(): string {
    const { chunks } = this;
    if (chunks.length === 1) return withoutMark((chunks[0] as Buffer).toString('utf8'));
    const decoder = new StringDecoder('utf8');
    let text = '';
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) text += decoder.write(chunk);
    return withoutMark(text + decoder.end());
  }

  private settle(read: BodyRead): void {
    if (this.isDone) return;
    this.isDone = true;
    this.chunks = [];
    this.signatures = null;
    bodiesInFlight().remove(this);
    this.resolve(read);
  }
}

/** `Request.text()` leaves a byte order mark away too. */
const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

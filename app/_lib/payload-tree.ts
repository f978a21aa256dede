import { childOf, type JsonNode, readString } from './json-tree';
import { hintOf, idIn } from './payload-hints';

/** What a page can bear. Beyond it the tree says what is left out, and the raw text has all of it. */
export const treeLimits = { rows: 6_000, depth: 40, string: 1_000, folded: 20_000 };

/** A line of the tree: a value, what is known about it, and what is below. */
export type TreeRow = {
  kind: JsonNode['kind'];
  /** The key as it was sent, or the place in an array. Null: the root. */
  label: string | number | null;
  start: number;
  end: number;
  /** The value as it was sent; of an object or an array, nothing. */
  raw: string | null;
  children: TreeRow[];
  /** How many entries it has, shown or not. */
  count: number;
  open: boolean;
  /** A time or an amount in words. */
  hint: string | null;
  /** The object or event that a string names. */
  id: string | null;
  /** In the object: the value before. In `previous_attributes`: the value now. Both shortened. */
  was: string | null;
  now: string | null;
};

export type PayloadTree = { root: TreeRow; rows: number; complete: boolean };

/** The tree of a payload as the page shows it, with `previous_attributes` beside the values that took their place. */
export function planTree(text: string, root: JsonNode): PayloadTree {
  const plan: Plan = { text, cap: chooseCap(root), left: treeLimits.rows, complete: true, ...pairPrevious(text, root) };
  const row = planRow(plan, root, {
    label: null,
    depth: 0,
    currency: null,
    prior: childOf(childOf(root, 'data'), 'previous_attributes'),
  });
  return { root: row, rows: treeLimits.rows - plan.left, complete: plan.complete };
}

type Plan = {
  text: string;
  /** How many entries of one list are shown. */
  cap: number;
  left: number;
  complete: boolean;
  was: Map<JsonNode, string>;
  now: Map<JsonNode, string>;
};

type Place = { label: TreeRow['label']; depth: number; currency: string | null; prior: JsonNode | null };

function planRow(plan: Plan, node: JsonNode, { label, depth, currency, prior }: Place): TreeRow {
  plan.left--;
  const { kind, start, end } = node;
  const isLeaf = kind !== 'object' && kind !== 'array';
  const raw = isLeaf ? plan.text.slice(start, end) : null;
  const own = currencyOf(plan.text, node) ?? currency;
  const shown = !isLeaf && depth < treeLimits.depth ? Math.min(node.children.length, plan.cap) : 0;
  const children: TreeRow[] = [];
  for (let at = 0; at < shown && plan.left > 0; at++) {
    const child = node.children[at] as JsonNode;
    children.push(planRow(plan, child, { label: child.key ?? at, depth: depth + 1, currency: own, prior }));
  }
  if (children.length < node.children.length) plan.complete = false;
  return {
    kind,
    label,
    start,
    end,
    raw,
    children,
    count: node.children.length,
    open: depth < 3 || isWithin(node, prior),
    hint: kind === 'number' && typeof label === 'string' ? hintOf(readString(label), raw ?? '', own) : null,
    id: kind === 'string' && end - start <= 257 ? idIn(readString(raw ?? '')) : null,
    was: plan.was.get(node) ?? null,
    now: plan.now.get(node) ?? null,
  };
}

const isWithin = (node: JsonNode, outer: JsonNode | null): boolean =>
  outer !== null && node.start >= outer.start && node.end <= outer.end;

function currencyOf(text: string, node: JsonNode): string | null {
  const found = node.children.find(({ key, kind }) => key === '"currency"' && kind === 'string');
  return found && found.end - found.start === 5 ? text.slice(found.start + 1, found.end - 1) : null;
}

/** How many entries of each list may be shown so that the whole stays within the limit. */
function chooseCap(root: JsonNode): number {
  const caps = [Number.POSITIVE_INFINITY, 500, 200, 100, 50, 20];
  return caps.find((cap) => countRows(root, cap) <= treeLimits.rows) ?? 20;
}

/** Stops counting where it is too many: the text may have half a million values. */
function countRows(root: JsonNode, cap: number): number {
  let rows = 0;
  const queue: [JsonNode, number][] = [[root, 0]];
  for (let next = queue.pop(); next && rows <= treeLimits.rows; next = queue.pop()) {
    const [node, depth] = next;
    rows++;
    if (depth >= treeLimits.depth) continue;
    const shown = Math.min(node.children.length, cap, treeLimits.rows + 1);
    for (let at = 0; at < shown; at++) queue.push([node.children[at] as JsonNode, depth + 1]);
  }
  return rows;
}

/** Which value of the object took the place of which one of `previous_attributes`, at any depth that is shown. */
function pairPrevious(text: string, root: JsonNode): Pick<Plan, 'was' | 'now'> {
  const was = new Map<JsonNode, string>();
  const now = new Map<JsonNode, string>();
  const data = childOf(root, 'data');
  const pair = (current: JsonNode, previous: JsonNode, depth: number) => {
    const byName = new Map(current.children.map((child) => [readString(child.key ?? ''), child]));
    for (const old of previous.children) {
      const fresh = byName.get(readString(old.key ?? ''));
      if (fresh?.kind === 'object' && old.kind === 'object' && depth < treeLimits.depth) pair(fresh, old, depth + 1);
      else {
        if (fresh) was.set(fresh, shorten(text, old));
        now.set(old, fresh ? shorten(text, fresh) : 'nothing');
      }
    }
  };
  const [object, previous] = [childOf(data, 'object'), childOf(data, 'previous_attributes')];
  if (object && previous?.kind === 'object') pair(object, previous, 0);
  return { was, now };
}

function shorten(text: string, node: JsonNode): string {
  if (node.kind === 'object' || node.kind === 'array') return countWords(node.kind, node.children.length);
  const raw = text.slice(node.start, Math.min(node.end, node.start + 121));
  return raw.length > 120 ? `${raw.slice(0, 120)}…` : raw;
}

/** `{ 3 keys }`, `[ 1 entry ]`. */
export function countWords(kind: 'object' | 'array', count: number): string {
  if (kind === 'object') return count === 0 ? '{}' : `{ ${count} ${count === 1 ? 'key' : 'keys'} }`;
  return count === 0 ? '[]' : `[ ${count} ${count === 1 ? 'entry' : 'entries'} ]`;
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rooms } from '@/lib/rooms';

type Step = { name: string; path: string };

const guide = readFileSync('docs/architecture.md', 'utf8');
const [, chapter = ''] = /\n## Three walks\n([\s\S]*?)\n## /.exec(guide) ?? [];
const walks = chapter.split('\n### ').slice(1).map(readWalk);

/** A heading, and a step for each line such as “1. `name` in `path`: what it does”. */
function readWalk(text: string): [title: string, steps: Step[]] {
  const steps = [...text.matchAll(/^\d+\. `(\w+)` in `([^`]+)`/gm)];
  return [text.slice(0, text.indexOf('\n')), steps.map(([, name = '', path = '']) => ({ name, path }))];
}

/** The app is above all rooms. */
const rankOf = ({ path }: Step): number => {
  const [top, room = ''] = path.split('/');
  return top === 'lib' ? Object.keys(rooms).indexOf(room) : Object.keys(rooms).length;
};

test('there are three', () => {
  expect(walks.map(([title]) => title)).toEqual(['A delivery', 'A refund', 'The events page']);
});

describe.each(walks)('%s', (_, steps) => {
  test.each(steps)('$name is in $path', ({ name, path }) => {
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`(?:function|export const) (?:hookwell\\.)?${name}\\b`));
  });

  test('each step names the next one', () => {
    expect(steps.length).toBeGreaterThan(3);
    for (const [at, { path }] of steps.slice(0, -1).entries())
      expect(readFileSync(path, 'utf8'), path).toMatch(new RegExp(`\\b${steps[at + 1]?.name}\\b`));
  });

  test('none turns back', () => {
    const ranks = steps.map(rankOf);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(ranks).not.toContain(-1);
  });
});

import { type Room, rooms } from '../../../lib/rooms';

/** The rooms as a diagram and a table, from the top. An arrow is left out that a longer way says, too. */
export function drawRooms(arrows: Map<Room, Set<Room>>): string {
  const names = (Object.keys(rooms) as Room[]).reverse();
  const reach = (from: Room): Set<Room> =>
    new Set([...(arrows.get(from) ?? [])].flatMap((next) => [next, ...reach(next)]));
  const lines = names.flatMap((from) => {
    const next = [...(arrows.get(from) ?? [])];
    const direct = next.filter((to) => !next.some((other) => other !== to && reach(other).has(to)));
    return inOrder(direct).map((to) => `  ${from} --> ${to}`);
  });
  const rows = names.map(
    (room) => `| \`${room}\` | ${rooms[room]} | ${inOrder([...(arrows.get(room) ?? [])]).join(', ') || '–'} |`,
  );
  const count = [...arrows.values()].reduce((sum, { size }) => sum + size, 0);
  return [
    '```mermaid',
    'flowchart TD',
    ...lines,
    '```',
    '',
    `${names.length} rooms, ${count} arrows, all of them downwards.`,
    '',
    '| room | what | knows |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

const inOrder = (some: Room[]): Room[] =>
  (Object.keys(rooms) as Room[]).filter((room) => some.includes(room)).reverse();

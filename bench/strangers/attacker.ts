import { type AttackName, startAttack } from '../../tests/support/attacks';

/** What to attack, where, and with how many connections. */
export type AttackerTask = { attack: AttackName; port: number; connections: number };

/** Runs as a process of its own: attacks as soon as it is told what, until its parent ends it. */
process.once('message', ({ attack, port, connections }: AttackerTask) => {
  const { answers } = startAttack(attack, port, connections);
  process.on('message', () => process.send?.([...answers]));
  process.send?.('started');
});

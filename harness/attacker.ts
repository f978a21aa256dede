import { type AttackName, startAttack } from './attacks';

/** What to attack, where, and with how many connections. */
export type AttackerTask = { attack: AttackName; port: number; connections: number };

/** Runs as a process of its own (start-attacker.ts): attacks once it is told what, says what came back, until it is ended. */
process.once('message', ({ attack, port, connections }: AttackerTask) => {
  const { answers } = startAttack(attack, port, connections);
  process.on('message', () => process.send?.([...answers]));
  process.send?.('started');
});

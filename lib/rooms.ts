/**
 * The rooms of `lib`, from the ground up: each knows only those before it. The lint rules (biome.rooms.json) and the picture in
 * docs/architecture.md are made from this list by `npm run rooms`, and a test compares them. A new room has to be put into it.
 */
export const rooms = {
  kit: 'what all build on: configuration, log, money, jobs, limits',
  db: 'connections, transactions, guarded writes, migrations, stored functions',
  stripe: 'Stripe’s objects and ids, and asking Stripe',
  people: 'who may do what: sign-in, users, settings, audit log',
  inbox: 'a delivery’s way: verify, store, answer, refuse',
  effects: 'what is done outside, once: the ledger, fulfilment, mail',
  payments: 'what events do to orders, refunds, disputes, subscriptions',
  handlers: 'which event does what',
  privacy: 'erasure, redaction, retention',
  upkeep: 'sweep, checks, alerts, replays, rollups, who is alive',
  worker: 'takes the jobs, runs events and effects',
  dashboard: 'all that only pages read',
  checkout: 'the small shop',
  dev: 'simulator, Stripe CLI, embedded PostgreSQL',
  ops: 'doctor, endpoints, backup, rebuild, set-up, health',
  server: 'what `npm start` has before Next',
} as const;

export type Room = keyof typeof rooms;

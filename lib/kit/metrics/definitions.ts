type Definition = { type: 'counter' | 'histogram'; help: string; labels: string[]; buckets?: number[] };

const LAG_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 10_800];
const ANSWER_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** What is counted as it happens, by all processes together. Names follow https://prometheus.io/docs/practices/naming */
export const METRICS = {
  hookwell_deliveries_total: {
    type: 'counter',
    help: 'Deliveries by what they were answered: stored, duplicate, or the code of their refusal.',
    labels: ['outcome'],
  },
  hookwell_delivery_seconds: {
    type: 'histogram',
    help: 'From the first byte of a delivery to its answer.',
    labels: [],
    buckets: ANSWER_SECONDS,
  },
  hookwell_events_processed_total: {
    type: 'counter',
    help: 'Attempts to apply an event, by its type and how they ended: processed, ignored, retrying or failed.',
    labels: ['type', 'outcome'],
  },
  hookwell_event_lag_seconds: {
    type: 'histogram',
    help: 'How old an event was when it was received (stage received), and from then until it was applied (stage processed).',
    labels: ['stage'],
    buckets: LAG_SECONDS,
  },
  hookwell_effects_total: {
    type: 'counter',
    help: 'Attempts to do an effect, by its kind and how they ended: done, retrying or failed.',
    labels: ['kind', 'outcome'],
  },
} satisfies Record<string, Definition>;

export type MetricName = keyof typeof METRICS;

export const definitionOf = (name: MetricName): Definition => METRICS[name];

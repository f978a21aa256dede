import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { definitionOf, METRICS, type MetricName } from '../../kit/metrics/definitions';
import { flushMetrics } from './flush';
import { readGauges } from './read-gauges';

type Row = { name: string; labels: string; value: number };
type Labels = Record<string, string>;

/** Everything in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats */
export async function renderMetrics(pool: Pool): Promise<{ contentType: string; text: string }> {
  await flushMetrics(pool);
  const { rows } = await pool.query<Row>(
    'select name, labels, value from hookwell.metric_values order by name, labels',
  );
  const registry = new Registry();
  for (const name of Object.keys(METRICS) as MetricName[]) {
    if (definitionOf(name).type === 'counter') addCounter(registry, name, rows);
    else registry.registerMetric(toHistogram(name, rows) as never);
  }
  for (const { name, help, values } of await readGauges(pool)) {
    const labelNames = [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of values) gauge.set(labels, value);
  }
  return { contentType: registry.contentType, text: `${await registry.metrics()}\n${await ownRegistry().metrics()}` };
}

const slot = Symbol.for('hookwell.own-metrics');
type Global = typeof globalThis & { [slot]?: Registry };

/** What this process says of itself. Made once: its timers and observers of the garbage collector never end. */
function ownRegistry(): Registry {
  const global = globalThis as Global;
  if (!global[slot]) {
    global[slot] = new Registry();
    collectDefaultMetrics({ register: global[slot], prefix: 'hookwell_process_' });
  }
  return global[slot];
}

function addCounter(registry: Registry, name: MetricName, rows: Row[]): void {
  const { help, labels: labelNames } = definitionOf(name);
  const counter = new Counter({ name, help, labelNames, registers: [registry] });
  for (const row of rows) if (row.name === name) counter.inc(JSON.parse(row.labels) as Labels, row.value);
}

/** prom-client's own histogram takes observations, not sums: this one answers its registry with what was summed up. */
function toHistogram(name: MetricName, rows: Row[]) {
  const { help, buckets = [] } = definitionOf(name);
  const series = new Map<string, { labels: Labels; sum: number; counts: Map<string, number> }>();
  const seriesOf = (labels: Labels) => {
    const key = JSON.stringify(labels);
    const known = series.get(key) ?? { labels, sum: 0, counts: new Map() };
    series.set(key, known);
    return known;
  };
  for (const row of rows) {
    const { le, ...labels } = JSON.parse(row.labels) as Labels;
    if (row.name === `${name}_sum`) seriesOf(labels).sum = row.value;
    if (row.name === `${name}_bucket` && le) seriesOf(labels).counts.set(le, row.value);
  }
  const values = [...series.values()].flatMap(({ labels, sum, counts }) => {
    let total = 0;
    const cumulated = [...buckets.map(String), '+Inf'].map((le) => {
      total += counts.get(le) ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total };
    });
    return [
      ...cumulated,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: total },
    ];
  });
  return { name, get: async () => ({ name, help, type: 'histogram', values, aggregator: 'sum' }) };
}

import { Counter, Gauge, type Registry } from 'prom-client';

/** One value with the labels that tell it from the others of its name. */
export type Figure = readonly [labels: Readonly<Record<string, string>>, value: number];

/** All values of one name; each has the same labels. */
export interface Figures {
  readonly name: string;
  readonly help: string;
  readonly values: readonly Figure[];
}

/** Adds figures that go up and down to a registry. */
export function addGauge(registry: Registry, { name, help, values }: Figures): void {
  const gauge = new Gauge({ name, help, labelNames: labelNamesOf(values), registers: [registry] });
  for (const [labels, value] of values) gauge.set(labels, value);
}

/** Adds figures that only grow to a registry. */
export function addCounter(registry: Registry, { name, help, values }: Figures): void {
  const counter = new Counter({ name, help, labelNames: labelNamesOf(values), registers: [registry] });
  for (const [labels, value] of values) counter.inc(labels, value);
}

/** Counts by name, as values of one label. */
export function labelled(label: string, counts: Readonly<Record<string, number>>): Figure[] {
  return Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);
}

function labelNamesOf(values: readonly Figure[]): string[] {
  return Object.keys(values[0]?.[0] ?? {});
}

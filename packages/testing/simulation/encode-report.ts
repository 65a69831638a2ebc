import type { SimulationReport } from './simulate.ts';

/** A report for people; `commit` names the sources that were run. */
export function encodeReport({ seeds, failures, missing, faults, states }: SimulationReport, commit: string): string {
  const lines = [`${seeds} seeds on commit ${commit}`, '', 'Faults', ...encodeCounts(faults)];
  lines.push('', 'States reached', ...encodeCounts(states), '');
  for (const { seed, violation, commands } of failures) {
    const seconds = (violation.atMs / 1000).toFixed(3);
    lines.push(`Seed ${seed} broke "${violation.name}" after ${seconds} s: ${violation.detail}`);
    lines.push(...commands.map(command => `  ${command}`), `  npm run simulate -- --seed ${seed}`, '');
  }
  if (missing.length > 0) lines.push('Never reached', ...missing.map(state => `  ${state}`), '');
  lines.push(
    failures.length === 0
      ? 'No invariant was broken'
      : `${failures.length} seeds broke an invariant: ${failures.map(({ seed }) => seed).join(' ')}`,
  );
  return `${lines.join('\n')}\n`;
}

function encodeCounts(counts: Readonly<Record<string, number>>): string[] {
  const width = Math.max(0, ...Object.keys(counts).map(name => name.length));
  return Object.entries(counts).map(([name, count]) => `  ${name.padEnd(width)}  ${count}`);
}

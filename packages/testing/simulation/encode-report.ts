import type { Failure, SimulationReport } from './simulate.ts';
import type { FailedSeed } from './tally.ts';

/** A report for people; `commit` names the sources that were run, `again` the options that all seeds had. */
export function encodeReport(report: SimulationReport, { commit, again = '' }: ReportContext): string {
  const { from, seeds, interrupted, failures, missing, faults, states } = report;
  const which = seeds === 0 ? 'No seed' : seeds === 1 ? `Seed ${from}` : `${seeds} seeds from ${from} on`;
  const lines = [`${which}, on commit ${commit}${interrupted ? ', interrupted' : ''}`];
  lines.push('', 'Faults injected, by kind', ...encodeCounts(faults));
  lines.push('', 'States reached', ...encodeCounts(states), '');
  for (const failure of failures) lines.push(...encodeFailure(failure, again), '');
  if (missing.length > 0) lines.push('Never reached', ...missing.map(state => `  ${state}`), '');
  lines.push(
    failures.length === 0
      ? 'No invariant was broken'
      : `${failures.length} seeds broke an invariant: ${failures.map(({ seed }) => seed).join(' ')}`,
  );
  return `${lines.join('\n')}\n`;
}

/** What a report does not know by itself. */
export interface ReportContext {
  readonly commit: string;
  /** As on the command line, with a space before: ` --lying-disk`. */
  readonly again?: string;
}

/** A failing seed on one line. */
export function describeFailure({ seed, violation: { name, detail, atMs } }: FailedSeed): string {
  return `Seed ${seed} broke "${name}" after ${(atMs / 1000).toFixed(3)} s: ${detail}`;
}

function encodeFailure(failure: Failure, again: string): string[] {
  const commands = failure.commands.map(command => `  ${command}`);
  return [describeFailure(failure), ...commands, `  npm run simulate -- --seed ${failure.seed}${again}`];
}

function encodeCounts(counts: Readonly<Record<string, number>>): string[] {
  const width = Math.max(0, ...Object.keys(counts).map(name => name.length));
  const lines = Object.entries(counts).map(([name, count]) => `  ${name.padEnd(width)}  ${count}`);
  return lines.length === 0 ? ['  none'] : lines;
}

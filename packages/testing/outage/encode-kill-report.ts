import type { KillReport } from './run-kills.ts';

/** So many broken promises are printed. */
const MOST_SENTENCES = 20;

/** A report for people. */
export function encodeKillReport(report: KillReport, seed: number): string {
  const { kills, acknowledged, unanswered, endings, arrivals, repeats, longestBacklog, restartMs, violations } = report;
  const ended = Object.entries(endings).map(([status, count]) => `${count} ${status}`);
  const lines = [
    `${kills} kills, seed ${seed}`,
    '',
    `  acknowledged  ${acknowledged} events: ${ended.join(', ')}`,
    `  unanswered    ${unanswered} requests, for the relay was gone`,
    `  arrived       ${arrivals} at Amazon's end, ${repeats} of them once more after a kill or a cut`,
    `  waiting       ${longestBacklog} events after a restart, at most`,
    `  restarts      ${restartMs.median} ms median, ${restartMs.longest} ms longest, to the ready line`,
    '',
    ...violations.slice(0, MOST_SENTENCES),
    ...(violations.length > MOST_SENTENCES ? [`and ${violations.length - MOST_SENTENCES} more`] : []),
    violations.length === 0
      ? 'Everything acknowledged was delivered, in order, and the ledger balanced after each kill'
      : `${violations.length} promises were broken`,
  ];
  return `${lines.join('\n')}\n`;
}

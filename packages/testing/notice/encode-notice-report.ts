import type { NoticeReport } from './run-notices.ts';

/** A report for people. */
export function encodeNoticeReport(report: NoticeReport): string {
  const { seed, days, customers, deeds, statuses, fates, looks, broken } = report;
  const sections = [
    [`Seed ${seed}: ${days} days, ${customers} customers, ${looks} looks at what one is shown`],
    ['What was done', ...encodeCounts(deeds)],
    ['Notices, by the status that they were answered', ...encodeCounts(statuses)],
    ['What became of those that were taken, for each customer', ...encodeCounts(fates)],
    [broken === undefined ? 'No promise was broken' : describeBroken(report)],
  ];
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

/** The broken promise, and how to see it again; empty where none is. */
export function describeBroken({ seed, days, customers, broken }: NoticeReport): string {
  if (broken === undefined) return '';
  const { promise, detail, afterDays } = broken;
  const again = `npm run notices -- --seed ${seed} --days ${days} --customers ${customers}`;
  return `Seed ${seed} broke "${promise}" after ${afterDays.toFixed(1)} days: ${detail}\n  ${again}`;
}

function encodeCounts(counts: Readonly<Record<string, number>>): string[] {
  const names = Object.keys(counts).sort();
  const width = Math.max(0, ...names.map(name => name.length));
  return names.map(name => `  ${name.padEnd(width)}  ${counts[name]}`);
}

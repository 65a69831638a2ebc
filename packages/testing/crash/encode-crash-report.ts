import type { LevelReport } from './crash-images.ts';
import { MOST_NAMES, RANDOM_IMAGES } from './image-plan.ts';
import type { ImageCounts } from './judge-changes.ts';
import { SECTOR_BYTES, TEAR_COUNT } from './torn-write.ts';

/** What of the reports is not as it must be; a sentence for each, none when all is well. */
export function judgeReports(reports: readonly LevelReport[]): readonly string[] {
  return reports.flatMap(({ synchronous, lost, malformed }) => [
    ...(malformed > 0 ? [`${malformed} images at ${synchronous} are malformed; none may be`] : []),
    ...(synchronous === 'FULL' && lost > 0 ? [`${lost} images at FULL lose what was acknowledged; none may`] : []),
    ...(synchronous === 'NORMAL' && lost === 0
      ? ['No image at NORMAL loses anything, where some must: what this run found about FULL proves nothing']
      : []),
  ]);
}

/** The reports for people; `commit` names the sources that were run. */
export function encodeCrashReport(
  reports: readonly LevelReport[],
  { commit, seed }: { commit: string; seed: number },
): string {
  const verdicts = judgeReports(reports);
  const lines = [`Commit ${commit}, seed ${seed}`, '', ...reports.flatMap(encodeLevel), ...BOUNDS, ''];
  lines.push(...(verdicts.length === 0 ? ['FULL keeps everything, and NORMAL shows that losses are found'] : verdicts));
  return `${lines.join('\n')}\n`;
}

const BOUNDS: readonly string[] = [
  'Bounds: what is synced is there; of what is not, these parts: all prefixes, all but one, one alone, a write torn at',
  `sectors of ${SECTOR_BYTES} bytes in ${TEAR_COUNT} ways at the end of a prefix and amid the rest, lengths without content (zeros, noise),`,
  `up to ${MOST_NAMES} names in every combination, ${RANDOM_IMAGES} random parts of each stretch. Beyond --images they are drawn by the seed`,
];

function encodeLevel(report: LevelReport): string[] {
  const { synchronous, processes, acknowledgements, writes, syncs, stretches, possible, repeated, kinds } = report;
  const left = possible - report.images - repeated;
  return [
    `synchronous ${synchronous}`,
    `  recorded  ${processes} processes, ${acknowledgements} acknowledgements, ${writes} writes, ${syncs} syncs, ${stretches} stretches`,
    `  images    ${possible} possible, ${report.images} judged, ${repeated} equal to another, ${left} left out`,
    '',
    encodeRow('', ['judged', 'kept', 'lost', 'malformed']),
    ...Object.entries(kinds).map(([kind, counts]) => encodeRow(kind, countsOf(counts))),
    encodeRow('all', countsOf(report)),
    '',
    ...report.failures.map(({ kind, stretch, verdict }) => {
      const found = verdict.type === 'lost' ? `${verdict.what.length} lost, as ${verdict.what[0]}` : verdict.why;
      return `  for example ${kind} of stretch ${stretch}: ${found}`;
    }),
    ...(report.failures.length > 0 ? [''] : []),
  ];
}

function countsOf({ images, kept, lost, malformed }: ImageCounts): readonly number[] {
  return [images, kept, lost, malformed];
}

function encodeRow(name: string, cells: readonly (string | number)[]): string {
  return `  ${name.padEnd(10)}${cells.map(cell => String(cell).padStart(11)).join('')}`;
}

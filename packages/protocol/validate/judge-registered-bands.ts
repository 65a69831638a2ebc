import { memberOf } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeDeclaredRange, numberAt } from './judge-declared-range.ts';
import { judgeDeclaredWord, wordsOf } from './judge-declared-word.ts';

/** Under which names the level of a band is stated. Source: fact sheet 12, row 18. */
const levels = ['value', 'level'] as const;

/**
 * Judges the bands of an equalizer against the bands and the range of levels that discovery declares. Source: fact
 * sheet 3.5, EqualizerController.configurations.
 */
export function judgeRegisteredBands(
  findings: Findings,
  at: { readonly value: unknown; readonly path: Path; readonly capability: unknown },
): void {
  const { value, path, capability } = at;
  if (!Array.isArray(value)) {
    return;
  }
  const declared = memberOf(memberOf(capability, 'configurations'), 'bands');
  const words = wordsOf(declared, 'supported', 'name');
  const range = memberOf(declared, 'range');
  const minimum = numberAt(range, 'minimum');
  const maximum = numberAt(range, 'maximum');
  value.forEach((band: unknown, index) => {
    const name = memberOf(band, 'name');
    judgeDeclaredWord(findings, { value: name, path: [...path, index, 'name'], words, rule: 'registration-band' });
    for (const key of levels) {
      const level = memberOf(band, key);
      if (typeof level === 'number') {
        const place = [...path, index, key];
        judgeDeclaredRange(findings, { value: level, path: place, minimum, maximum, rule: 'registration-band-level' });
      }
    }
  });
}

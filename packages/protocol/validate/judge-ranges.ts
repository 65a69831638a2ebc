import type { JsonObject } from '../json/json-object.ts';
import { memberOf } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { numberAt } from './judge-declared-range.ts';

/** Where the ranges that a capability declares stand, and what their bounds are called. */
const ranges: readonly (readonly [interfaceName: string, path: Path, minimum: string, maximum: string])[] = [
  ['Alexa.RangeController', ['configuration', 'supportedRange'], 'minimumValue', 'maximumValue'],
  ['Alexa.EqualizerController', ['configurations', 'bands', 'range'], 'minimum', 'maximum'],
];

/**
 * Judges that a range which a capability declares has a value in it, and that its steps lead somewhere. Members of
 * another form, other rules refuse. Source: fact sheet 3.5.
 */
export function judgeRanges(findings: Findings, capability: JsonObject, path: Path): void {
  for (const [interfaceName, steps, least, most] of ranges) {
    const range =
      capability.interface === interfaceName
        ? steps.reduce<unknown>((value, step) => memberOf(value, String(step)), capability)
        : undefined;
    const minimum = numberAt(range, least);
    const maximum = numberAt(range, most);
    const precision = numberAt(range, 'precision');
    if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
      const says = `is ${minimum}, which is more than ${most}, ${maximum}`;
      findings.report('discovery-range', [...path, ...steps, least], says);
    }
    if (precision !== undefined && precision <= 0) {
      findings.report('discovery-range', [...path, ...steps, 'precision'], `is ${precision}; allowed is more than 0`);
    }
  }
}

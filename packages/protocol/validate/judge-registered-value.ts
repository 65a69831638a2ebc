import { describeName, describeRange, describeValue } from '../form/describe.ts';
import { memberOf } from '../json/json-object.ts';
import type { RuleId } from '../rule/rules.ts';
import type { Findings, Path } from './findings.ts';

/** The value of a state property, and the capability object that declares it. */
export interface RegisteredValue {
  /** Interface, slash and name. */
  readonly property: string;
  readonly value: unknown;
  /** The path to the property. */
  readonly path: Path;
  readonly capability: unknown;
}

/** Thermostat modes that a configuration can declare; EM_HEAT and CUSTOM it cannot. Source: fact sheet 3.5. */
const declarableModes: ReadonlySet<unknown> = new Set(['AUTO', 'COOL', 'HEAT', 'ECO', 'OFF']);

/**
 * Judges a value against the range or the words that discovery declares. What discovery does not declare is not
 * judged, nor is a value of another form, which other rules refuse. Source: fact sheet 3.1 and 3.5.
 */
export function judgeRegisteredValue(findings: Findings, at: RegisteredValue): void {
  const { property, value, capability } = at;
  const configuration = memberOf(capability, 'configuration');
  switch (property) {
    case 'Alexa.RangeController/rangeValue':
      judgeRange(findings, at, memberOf(configuration, 'supportedRange'));
      return;
    case 'Alexa.ModeController/mode':
      judgeWord(findings, at, { rule: 'registration-mode', words: wordsOf(configuration, 'supportedModes') });
      return;
    case 'Alexa.ThermostatController/thermostatMode':
      if (declarableModes.has(value)) {
        const words = wordsOf(configuration, 'supportedModes');
        judgeWord(findings, at, { rule: 'registration-thermostat-mode', words });
      }
      return;
    case 'Alexa.InputController/input':
      judgeWord(findings, at, { rule: 'registration-input', words: wordsOf(capability, 'inputs') });
      return;
    case 'Alexa.SecurityPanelController/armState':
      judgeWord(findings, at, {
        rule: 'registration-arm-state',
        words: wordsOf(configuration, 'supportedArmStates'),
      });
      return;
    default:
  }
}

function judgeRange(findings: Findings, at: RegisteredValue, supported: unknown): void {
  const { value, path } = at;
  const minimum = numberAt(supported, 'minimumValue');
  const maximum = numberAt(supported, 'maximumValue');
  if (typeof value !== 'number' || (minimum === undefined && maximum === undefined)) {
    return;
  }
  if (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)) {
    const allowed = describeRange({
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
    });
    findings.report('registration-range', [...path, 'value'], `is ${value}; discovery declares ${allowed}`);
    return;
  }
  const precision = numberAt(supported, 'precision') ?? 0;
  const from = minimum ?? 0;
  if (precision > 0 && !isOnStep((value - from) / precision)) {
    const says = `is ${value}; discovery declares steps of ${precision} from ${from}`;
    findings.report('registration-precision', [...path, 'value'], says);
  }
}

/** Whether a count of steps is whole, but for what the arithmetic of fractions leaves over. */
function isOnStep(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) <= 1e-6;
}

function judgeWord(
  findings: Findings,
  at: RegisteredValue,
  declared: { readonly rule: RuleId; readonly words: readonly string[] },
): void {
  const { value, path } = at;
  const { rule, words } = declared;
  if (typeof value === 'string' && words.length > 0 && !words.includes(value)) {
    const says = `is ${describeValue(value)}; discovery declares ${describeWords(words)}`;
    findings.report(rule, [...path, 'value'], says);
  }
}

/** Some of the words of a declaration, in words. */
export function describeWords(words: readonly string[]): string {
  const shown = words.slice(0, 20).map(describeName).join(', ');
  return words.length > 20 ? `${shown} and ${words.length - 20} more` : shown;
}

/** The words of a list in discovery, whose items are texts or objects with a value, a name or an id. */
export function wordsOf(holder: unknown, list: string): readonly string[] {
  const items = memberOf(holder, list);
  if (!Array.isArray(items)) {
    return [];
  }
  return items
    .map((item: unknown) => memberOf(item, 'value') ?? memberOf(item, 'name') ?? memberOf(item, 'id') ?? item)
    .filter(word => typeof word === 'string');
}

function numberAt(holder: unknown, name: string): number | undefined {
  const value = memberOf(holder, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

import { memberOf } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeDeclaredRange, numberAt } from './judge-declared-range.ts';
import { judgeDeclaredWord, wordsOf } from './judge-declared-word.ts';
import { judgeRegisteredBands } from './judge-registered-bands.ts';

/** The value of a property, as it is stated or asked for, and the capability object that declares it. */
export interface RegisteredValue {
  /** Interface, slash and name of the property. */
  readonly property: string;
  readonly value: unknown;
  /** The path to the value. */
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
  const { property, value, path, capability } = at;
  const configuration = memberOf(capability, 'configuration');
  switch (property) {
    case 'Alexa.RangeController/rangeValue':
      judgeRange(findings, at, memberOf(configuration, 'supportedRange'));
      return;
    case 'Alexa.ModeController/mode': {
      const words = wordsOf(configuration, 'supportedModes', 'value');
      judgeDeclaredWord(findings, { value, path, words, rule: 'registration-mode' });
      return;
    }
    case 'Alexa.ThermostatController/thermostatMode':
      if (declarableModes.has(value)) {
        const words = wordsOf(configuration, 'supportedModes', 'value');
        judgeDeclaredWord(findings, { value, path, words, rule: 'registration-thermostat-mode' });
      }
      return;
    case 'Alexa.InputController/input': {
      const words = wordsOf(capability, 'inputs', 'name');
      judgeDeclaredWord(findings, { value, path, words, rule: 'registration-input' });
      return;
    }
    case 'Alexa.SecurityPanelController/armState': {
      const words = wordsOf(configuration, 'supportedArmStates', 'value');
      judgeDeclaredWord(findings, { value, path, words, rule: 'registration-arm-state' });
      return;
    }
    case 'Alexa.EqualizerController/bands':
      judgeRegisteredBands(findings, at);
      return;
    case 'Alexa.EqualizerController/mode': {
      const words = wordsOf(memberOf(memberOf(capability, 'configurations'), 'modes'), 'supported', 'name');
      judgeDeclaredWord(findings, { value, path, words, rule: 'registration-sound-mode' });
      return;
    }
    default:
  }
}

function judgeRange(findings: Findings, at: RegisteredValue, supported: unknown): void {
  const { value, path } = at;
  const minimum = numberAt(supported, 'minimumValue');
  const maximum = numberAt(supported, 'maximumValue');
  if (
    typeof value !== 'number' ||
    !judgeDeclaredRange(findings, { value, path, minimum, maximum, rule: 'registration-range' })
  ) {
    return;
  }
  const precision = numberAt(supported, 'precision') ?? 0;
  const from = minimum ?? 0;
  if (precision > 0 && !isOnStep(value, { from, precision })) {
    const says = `is ${value}; discovery declares steps of ${precision} from ${from}`;
    findings.report('registration-precision', path, says);
  }
}

/** Whether a value is a whole number of steps away, but for what the arithmetic of fractions leaves over. */
function isOnStep(value: number, at: { readonly from: number; readonly precision: number }): boolean {
  const { from, precision } = at;
  const steps = (value - from) / precision;
  const lost = ((Math.abs(value) + Math.abs(from)) / precision) * 2 * Number.EPSILON;
  // Of more steps than a number can count nothing can be said: the difference is then no number.
  return !(Math.abs(steps - Math.round(steps)) > 1e-6 + lost);
}

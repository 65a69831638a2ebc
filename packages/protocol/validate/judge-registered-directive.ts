import { memberOf, textAt } from '../json/json-object.ts';
import type { Findings } from './findings.ts';
import { judgeDeclaredWord, wordsOf } from './judge-declared-word.ts';
import { judgeRegisteredValue } from './judge-registered-value.ts';

/** The property that a directive asks for, and where in the payload its value stands. Source: fact sheet 3.1, Directives. */
const asked: Readonly<Record<string, readonly [property: string, ...path: string[]]>> = {
  'Alexa.EqualizerController/AdjustBands': ['bands', 'bands'],
  'Alexa.EqualizerController/ResetBands': ['bands', 'bands'],
  'Alexa.EqualizerController/SetBands': ['bands', 'bands'],
  'Alexa.EqualizerController/SetMode': ['mode', 'mode'],
  'Alexa.InputController/SelectInput': ['input', 'input'],
  'Alexa.ModeController/SetMode': ['mode', 'mode'],
  'Alexa.RangeController/SetRangeValue': ['rangeValue', 'rangeValue'],
  'Alexa.SecurityPanelController/Arm': ['armState', 'armState'],
  'Alexa.ThermostatController/SetThermostatMode': ['thermostatMode', 'thermostatMode', 'value'],
};

/**
 * Judges what a directive asks for against the capability object of its endpoint: the value that is to be set, the
 * operation, the key, the scene that cannot be ended. Source: fact sheet 3.1 and 3.5.
 */
export function judgeRegisteredDirective(findings: Findings, value: unknown, capability: unknown): void {
  const namespace = textAt(value, ['directive', 'header', 'namespace']) ?? '';
  const name = textAt(value, ['directive', 'header', 'name']) ?? '';
  const fullName = `${namespace}/${name}`;
  if (Object.hasOwn(asked, fullName)) {
    const [property = '', ...steps] = asked[fullName] ?? [];
    const path = ['directive', 'payload', ...steps];
    const member = path.reduce<unknown>(memberOf, value);
    judgeRegisteredValue(findings, { property: `${namespace}/${property}`, value: member, path, capability });
  } else if (namespace === 'Alexa.PlaybackController') {
    const words = wordsOf(capability, 'supportedOperations', 'name');
    const path = ['directive', 'header', 'name'];
    judgeDeclaredWord(findings, { value: name, path, words, rule: 'registration-operation' });
  } else if (fullName === 'Alexa.KeypadController/SendKeystroke') {
    const path = ['directive', 'payload', 'keystroke'];
    const words = wordsOf(capability, 'keys', 'name');
    judgeDeclaredWord(findings, { value: textAt(value, path), path, words, rule: 'registration-key' });
  } else if (
    fullName === 'Alexa.SceneController/Deactivate' &&
    memberOf(capability, 'supportsDeactivation') === false
  ) {
    const says = 'is Deactivate; discovery declares supportsDeactivation false';
    findings.report('registration-deactivation', ['directive', 'header', 'name'], says);
  }
}

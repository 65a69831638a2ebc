import fc from 'fast-check';
import { type AlexaEvent, changeReport, doorbellPress, encodeTimestamp, type StateProperty } from '../index.ts';

type PropertyName = Pick<StateProperty, 'namespace' | 'name' | 'instance'>;

const names: readonly PropertyName[] = [
  { namespace: 'Alexa.BrightnessController', name: 'brightness' },
  { namespace: 'Alexa.PowerController', name: 'powerState' },
  { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Blind.Lift' },
  { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Blind.Tilt' },
];
const edgeNames: readonly PropertyName[] = [
  { namespace: 'Alexa.ContactSensor', name: 'detectionState' },
  { namespace: 'Alexa.LockController', name: 'lockState' },
];

/** Samples of a few properties at a few moments, so that they often meet; values differ from moment to moment. */
export function samplesOf(properties: readonly PropertyName[] = [...names, ...edgeNames]): fc.Arbitrary<StateProperty> {
  return fc
    .record({ property: fc.constantFrom(...properties), moment: fc.nat(6), value: fc.nat(2) })
    .map(({ property, moment, value }) => ({
      ...property,
      value,
      timeOfSample: encodeTimestamp(Date.UTC(2026, 0, 2) + moment * 400),
      uncertaintyInMilliseconds: 0,
    }));
}

/** Samples of level properties only. */
export const levelSamples: fc.Arbitrary<StateProperty> = samplesOf(names);

/** Samples of which the value follows from property and moment: two of one moment never disagree. */
export const agreeingSamples: fc.Arbitrary<StateProperty> = samplesOf().map(sample => ({
  ...sample,
  value: sample.timeOfSample,
}));

/** A ChangeReport about one of two lamps with these samples. */
export function reportsOf(samples: fc.Arbitrary<StateProperty>): fc.Arbitrary<AlexaEvent> {
  return fc
    .record({
      messageId: fc.uuid(),
      endpointId: fc.constantFrom('lamp-1', 'lamp-2'),
      cause: fc.constantFrom('PHYSICAL_INTERACTION', 'PERIODIC_POLL'),
      changed: fc.array(samples, { minLength: 1, maxLength: 3 }),
      unchanged: fc.array(samples, { maxLength: 3 }),
    })
    .map(parts => changeReport(parts));
}

/** Any message of a lamp: reports of levels, of edges, of both, and rings of its bell. */
export const lampMessages: fc.Arbitrary<AlexaEvent> = fc.oneof(
  reportsOf(levelSamples),
  reportsOf(samplesOf()),
  fc
    .record({ messageId: fc.uuid(), endpointId: fc.constantFrom('lamp-1', 'lamp-2') })
    .map(parts => doorbellPress({ ...parts, timestamp: '2026-01-02T00:00:00Z' })),
);

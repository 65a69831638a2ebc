import type { Basis } from '@gatehouse/protocol';

/** A rule about effects: what it says, where it comes from and how sure it is. */
export interface EffectRule {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
}

/** Why something that was accepted has no effect. */
export type EffectCode =
  | 'already-answered'
  | 'already-known'
  | 'duplicate-message'
  | 'home-full'
  | 'invalid-endpoint'
  | 'invalid-property'
  | 'late-reply'
  | 'no-endpoint'
  | 'not-a-turn-on'
  | 'not-declared'
  | 'not-discovered'
  | 'not-proactively-reported'
  | 'nothing-reported'
  | 'out-of-range'
  | 'stale-sample'
  | 'unknown-correlation'
  | 'unknown-event'
  | 'unknown-instance';

/** The rules about effects by their code. What the documents leave open is our choice and says so. */
export const effectRules: Readonly<Record<EffectCode, EffectRule>> = {
  'already-answered': {
    message: 'A directive takes one answer; later ones have no effect',
    source: 'fact sheet 2.3',
    basis: 'chosen',
  },
  'already-known': {
    message: 'A sample that is known with this time and value changes nothing',
    source: 'fact sheet 6.3',
    basis: 'chosen',
  },
  'duplicate-message': {
    message: 'A message has its effect once, however often it comes; its messageId tells',
    source: 'fact sheet 1.1, messageId; 6.2, idempotency',
    basis: 'chosen',
  },
  'home-full': {
    message: 'A home holds at most 10,000 endpoints',
    source: 'Gatehouse: bound of memory, beyond fact sheet 4, endpoints per customer',
    basis: 'chosen',
  },
  'invalid-endpoint': {
    message: 'An endpoint needs an endpointId to be known by',
    source: 'fact sheet 4',
    basis: 'documented',
  },
  'invalid-property': {
    message: 'A property needs namespace, name, value and a timeOfSample in UTC',
    source: 'fact sheet 1.4 and 6.3, validation errors after the 202',
    basis: 'documented',
  },
  'late-reply': {
    message: 'A directive waits 8 s for its answer, deferred or not; a lock as long as its DeferredResponse says',
    source: 'send-events 2019, Event responsiveness; fact sheet 2.3',
    basis: 'documented',
  },
  'no-endpoint': {
    message: 'An event of an endpoint names it in event.endpoint.endpointId',
    source: 'fact sheet 1.2, absent endpoint',
    basis: 'observed',
  },
  'not-a-turn-on': {
    message: 'WakeUp carries the correlationToken of a TurnOn for its endpoint',
    source: 'fact sheet 2, WakeOnLANController',
    basis: 'documented',
  },
  'not-declared': {
    message: 'What an endpoint does not declare in discovery has no effect',
    source: 'fact sheet 2.1, only declared properties',
    basis: 'documented',
  },
  'not-discovered': {
    message: 'An endpoint that the skill has not announced, or has deleted, is not known',
    source: 'fact sheet 10; send-events reference, 202',
    basis: 'documented',
  },
  'not-proactively-reported': {
    message: 'Changes and presses are reported only where discovery declares proactivelyReported',
    source: 'fact sheet 2.1, only declared properties; simple-event-source interface, Change reporting',
    basis: 'documented',
  },
  'nothing-reported': {
    message: 'A report without any property or endpoint changes nothing',
    source: 'fact sheet 2.1, empty change.properties',
    basis: 'chosen',
  },
  'out-of-range': {
    message: 'A value is among those that discovery declares: range, modes, inputs, bands',
    source: 'fact sheet 3.1, 3.5 and 6.3, validation errors after the 202',
    basis: 'documented',
  },
  'stale-sample': {
    message: 'A sample that is older than the one that is known has no effect',
    source: 'fact sheet 6.3, ordering',
    basis: 'chosen',
  },
  'unknown-correlation': {
    message: 'An answer repeats the correlationToken of a directive that was sent',
    source: 'fact sheet 1.1, correlationToken',
    basis: 'chosen',
  },
  'unknown-event': {
    message: 'A SimpleEvent has the id of one of the supportedEvents of its instance',
    source: 'simple-event-source interface, configuration.supportedEvents',
    basis: 'documented',
  },
  'unknown-instance': {
    message: 'An event or property names an instance that discovery declares',
    source: 'fact sheet 1.4, instance; simple-event-source interface, instance',
    basis: 'documented',
  },
};

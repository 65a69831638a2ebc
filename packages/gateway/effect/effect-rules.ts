import type { Basis } from '@gatehouse/protocol';

/** Where a rule about effects comes from. */
export interface EffectRule {
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
  'already-answered': { source: 'fact sheet 2.3', basis: 'chosen' },
  'already-known': { source: 'fact sheet 6.3', basis: 'chosen' },
  'duplicate-message': { source: 'fact sheet 1.1, messageId; 6.2, idempotency', basis: 'chosen' },
  'home-full': { source: 'Gatehouse: bound of memory, beyond fact sheet 4, endpoints per customer', basis: 'chosen' },
  'invalid-endpoint': { source: 'fact sheet 4', basis: 'documented' },
  'invalid-property': { source: 'fact sheet 1.4 and 6.3, validation errors after the 202', basis: 'documented' },
  'late-reply': { source: 'send-events 2019, Event responsiveness; fact sheet 2.3', basis: 'documented' },
  'no-endpoint': { source: 'fact sheet 1.2, absent endpoint', basis: 'observed' },
  'not-declared': { source: 'fact sheet 2.1, only declared properties', basis: 'documented' },
  'not-discovered': { source: 'fact sheet 10; send-events reference, 202', basis: 'documented' },
  'not-proactively-reported': {
    source: 'fact sheet 2.1, only declared properties; simple-event-source interface, Change reporting',
    basis: 'documented',
  },
  'nothing-reported': { source: 'fact sheet 2.1, empty change.properties', basis: 'chosen' },
  'out-of-range': { source: 'fact sheet 3.1 and 6.3, validation errors after the 202', basis: 'documented' },
  'stale-sample': { source: 'fact sheet 6.3, ordering', basis: 'chosen' },
  'unknown-correlation': { source: 'fact sheet 1.1, correlationToken', basis: 'chosen' },
  'unknown-event': { source: 'simple-event-source interface, configuration.supportedEvents', basis: 'documented' },
  'unknown-instance': {
    source: 'fact sheet 1.4, instance; simple-event-source interface, instance',
    basis: 'documented',
  },
};

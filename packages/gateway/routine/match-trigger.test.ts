import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Effect, StateEffect } from '../effect/effect.ts';
import { matchesTrigger } from './match-trigger.ts';
import type { Trigger } from './routine.ts';

const press: Effect = { type: 'simple-event', endpointId: 'remote-1', instance: 'button-1', id: 'Push.1' };
const ring: Effect = { type: 'doorbell', endpointId: 'bell-1', friendlyName: 'Bell' };
const opened: StateEffect = {
  type: 'state',
  endpointId: 'door-1',
  namespace: 'Alexa.ContactSensor',
  name: 'detectionState',
  value: 'DETECTED',
  timeOfSample: '2026-01-01T00:00:00.000Z',
  changed: true,
};
const names = { namespace: 'Alexa.ContactSensor', name: 'detectionState' } as const;
const isOpen: Trigger = { endpointId: 'door-1', ...names, value: 'DETECTED' };
const isRung: Trigger = { endpointId: 'bell-1', namespace: 'Alexa.DoorbellEventSource', name: 'DoorbellPress' };
const warm = { value: 21, scale: 'CELSIUS' };

const cases: readonly [string, Trigger, Effect, boolean][] = [
  ['the event of the instance', { endpointId: 'remote-1', instance: 'button-1', event: 'Push.1' }, press, true],
  ['the event of any instance', { endpointId: 'remote-1', event: 'Push.1' }, press, true],
  ['another event', { endpointId: 'remote-1', event: 'Push.2' }, press, false],
  ['another instance', { endpointId: 'remote-1', instance: 'button-2', event: 'Push.1' }, press, false],
  ['another endpoint', { endpointId: 'remote-2', event: 'Push.1' }, press, false],
  ['the skill', { skillId: 's1', endpointId: 'remote-1', event: 'Push.1' }, press, true],
  ['another skill', { skillId: 's2', endpointId: 'remote-1', event: 'Push.1' }, press, false],
  ['an event without id', { endpointId: 'remote-1', event: 'Push.1' }, { ...press, id: undefined } as never, false],
  ['a change to the value', isOpen, opened, true],
  ['a newer time of the value', isOpen, { ...opened, changed: false }, false],
  ['another value', isOpen, { ...opened, value: 'NOT_DETECTED' }, false],
  ['another property', isOpen, { ...opened, name: 'other' }, false],
  ['another instance of the property', { ...isOpen, instance: 'i' }, opened, false],
  [
    'a value whose members stand in another order',
    { ...isOpen, value: { scale: 'CELSIUS', value: 21 } },
    { ...opened, value: warm },
    true,
  ],
  ['a press of the doorbell', isRung, ring, true],
  ['a press of another doorbell', { ...isRung, endpointId: 'bell-2' }, ring, false],
  ['a change, for a doorbell', { ...isRung, endpointId: 'door-1' }, opened, false],
  ['an effect without endpoint', isOpen, { type: 'catalogue', added: [], updated: [], removed: [] }, false],
];

describe('matchesTrigger()', () => {
  for (const [what, when, effect, expected] of cases) {
    it(`is ${expected} for ${what}`, () => {
      assert.equal(matchesTrigger(when, effect, 's1'), expected);
    });
  }
});

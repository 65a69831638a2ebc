import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveTimesToLive } from './resolve-times-to-live.ts';

describe('resolveTimesToLive()', () => {
  it('takes the default and interfaces, in milliseconds or as a text', () => {
    const ttl = { default: '1h', 'Alexa.DoorbellEventSource': 500, 'Alexa.ContactSensor': '2m' };
    const times = { default: 3_600_000, 'Alexa.DoorbellEventSource': 500, 'Alexa.ContactSensor': 120_000 };
    assert.deepEqual([resolveTimesToLive(ttl), resolveTimesToLive()], [times, {}]);
  });

  for (const [name, nearest] of [
    ['Alexa.DoorbelEventSource', 'Alexa.DoorbellEventSource'],
    ['Doorbell', 'Alexa.DoorbellEventSource'],
    ['alexa.contactsensor', 'Alexa.ContactSensor'],
  ] as const) {
    it(`refuses ${name}, which nobody would ever look up, and names ${nearest}`, () => {
      assert.throws(() => resolveTimesToLive({ [name]: '30s' }), {
        code: 'config-unknown-key',
        pointer: `/ttl/${name}`,
        message: `Unknown key relay.ttl.${name}; allowed are default and the names of documented interfaces, of which ${nearest} is most like it`,
      });
    });
  }

  it('names none where nothing is like it', () => {
    assert.throws(() => resolveTimesToLive({ '123': 1 }), { message: /documented interfaces$/ });
  });

  it('refuses what is no duration', () => {
    assert.throws(() => resolveTimesToLive({ default: '5 parsecs' }), {
      code: 'config-invalid',
      pointer: '/ttl/default',
    });
  });
});

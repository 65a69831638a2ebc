import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeReport } from '../builder/change-report.ts';
import { sampleEvents, sampleProperty } from '../test/sample-events.ts';
import { classOfMessage } from './class-of-message.ts';

const level = sampleProperty('Alexa.BrightnessController', 'brightness', 1);
const edge = sampleProperty('Alexa.ContactSensor', 'detectionState', 'DETECTED');
const unknown = sampleProperty('Alexa.Nothing', 'foodItem', {});

function reportOf(changed: readonly (typeof level)[]): ReturnType<typeof changeReport> {
  return changeReport({ messageId: 'a', endpointId: 'b', cause: 'PERIODIC_POLL', changed });
}

describe('classOfMessage()', () => {
  it('takes each kind for what the product promises of it', () => {
    const classes: Readonly<Record<string, string>> = {
      AddOrUpdateReport: 'catalogue',
      ChangeReport: 'level',
      DeleteReport: 'catalogue',
      DoorbellPress: 'edge',
      ErrorResponse: 'reply',
      Response: 'reply',
      SimpleEvent: 'edge',
      StateReport: 'reply',
    };
    for (const [kind, expected] of Object.entries(classes)) {
      const event = sampleEvents[kind];
      assert.ok(event);
      assert.equal(classOfMessage(event), expected, kind);
    }
  });

  it('is level only when all changes are of level properties', () => {
    assert.equal(classOfMessage(reportOf([level])), 'level');
    assert.equal(classOfMessage(reportOf([level, edge])), 'edge');
    assert.equal(classOfMessage(reportOf([unknown])), 'edge');
    assert.equal(classOfMessage(reportOf([])), 'edge');
  });

  it("takes an interface's own event with a correlationToken as a reply", () => {
    const wakeUp = (correlationToken?: string): string =>
      classOfMessage({
        event: {
          header: {
            namespace: 'Alexa.WakeOnLANController',
            name: 'WakeUp',
            messageId: 'a',
            payloadVersion: '3',
            ...(correlationToken === undefined ? {} : { correlationToken }),
          },
          payload: {},
        },
      });
    assert.equal(wakeUp('c'), 'reply');
    assert.equal(wakeUp(), 'edge');
  });
});

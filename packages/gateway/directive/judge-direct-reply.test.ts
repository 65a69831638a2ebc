import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeDirectReply } from './judge-direct-reply.ts';

const said = (namespace: string, name: string, correlationToken?: string): { event: object } => ({
  event: { header: { namespace, name, ...(correlationToken !== undefined && { correlationToken }) }, payload: {} },
});
const turnOn = { spec: { namespace: 'Alexa.PowerController', name: 'TurnOn' }, token: 'c1' };
const discover = { spec: { namespace: 'Alexa.Discovery', name: 'Discover' }, token: undefined };
const grant = { spec: { namespace: 'Alexa.Authorization', name: 'AcceptGrant' }, token: undefined };

const cases: readonly [string, { event: object }, typeof turnOn | typeof discover, string | undefined][] = [
  ['Response with the token', said('Alexa', 'Response', 'c1'), turnOn, undefined],
  ['ErrorResponse of an interface', said('Alexa.Cooking', 'ErrorResponse', 'c1'), turnOn, undefined],
  ['Response with another token', said('Alexa', 'Response', 'c2'), turnOn, 'correlation-mismatch'],
  ['Response without token', said('Alexa', 'Response'), turnOn, 'correlation-mismatch'],
  ['an event of an unknown interface', said('Alexa.Made.Up', 'Thing.Response', 'c1'), turnOn, undefined],
  ['a report of measurements', said('Alexa.DeviceUsage.Meter', 'MeasurementsReport', 'c1'), turnOn, undefined],
  ['ChangeReport', said('Alexa', 'ChangeReport', 'c1'), turnOn, 'not-a-reply'],
  ['Discover.Response', said('Alexa.Discovery', 'Discover.Response'), discover, undefined],
  ['ErrorResponse', said('Alexa', 'ErrorResponse'), discover, undefined],
  ['Response', said('Alexa', 'Response'), discover, 'not-a-reply'],
  ['AcceptGrant.Response', said('Alexa.Authorization', 'AcceptGrant.Response'), grant, undefined],
  ['its ErrorResponse', said('Alexa.Authorization', 'ErrorResponse'), grant, undefined],
  ['Discover.Response', said('Alexa.Discovery', 'Discover.Response'), grant, 'not-a-reply'],
];

describe('judgeDirectReply()', () => {
  for (const [what, reply, sent, code] of cases) {
    it(`${code === undefined ? 'takes' : `says ${code} of`} ${what} to ${sent.spec.name}`, () => {
      assert.equal(judgeDirectReply(reply, sent)?.code, code);
    });
  }
});

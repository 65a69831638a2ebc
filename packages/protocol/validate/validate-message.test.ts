import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptGrant, withScopeToken } from '../index.ts';
import { edit } from '../test/edit.ts';
import { assertError, assertValid } from '../test/expect-problems.ts';
import { sampleEndpoint, sampleEvents } from '../test/sample-events.ts';
import { validateMessage } from './validate-message.ts';

describe('validateMessage()', () => {
  it('takes answers with and without scope, and reports with scope only', () => {
    for (const [kind, event] of Object.entries(sampleEvents)) {
      const scoped = validateMessage(withScopeToken(event, 'gatehouse-secret-token'));
      assert.equal(scoped.kind, kind);
      assertValid(scoped.problems, kind);
    }
    assertValid(validateMessage(sampleEvents.Response).problems);
    assertError(validateMessage(sampleEvents.ChangeReport).problems, 'scope-missing', '/event/endpoint/scope');
  });

  it('takes a directive for one', () => {
    const grant = acceptGrant({ messageId: 'm', code: 'gatehouse-secret-code', granteeToken: 'gatehouse-secret-t' });
    assert.deepEqual(validateMessage(grant), { kind: 'AcceptGrant', problems: [] });
    const validation = validateMessage({ directive: {} });
    assert.equal(validation.kind, undefined);
    assertError(validation.problems, 'member-missing', '/directive/header');
  });

  it('runs all three layers when registrations are given', () => {
    const registered = (endpointId: string): unknown => (endpointId === 'lamp-1' ? sampleEndpoint() : undefined);
    const rulesOf = (value: unknown): string[] =>
      validateMessage(value, { registered }).problems.map(({ rule }) => rule);
    const report = withScopeToken(sampleEvents.ChangeReport as never, 'gatehouse-secret-token');
    assert.deepEqual(rulesOf(report), []);
    const silent = (): unknown => edit(sampleEndpoint(), '/capabilities/1/properties/proactivelyReported', false);
    const broken = edit(edit(report, '/event/header/payloadVersion', '2'), '/event/header/messageId', 'a_b');
    assert.deepEqual(
      validateMessage(broken, { registered: silent }).problems.map(({ rule }) => rule),
      ['message-id', 'payload-version', 'property-not-proactive'],
    );
    assert.deepEqual(rulesOf(edit(report, '/event/endpoint/endpointId', 'lamp-9')), ['registration-endpoint']);
    const header = { namespace: 'Alexa.LockController', name: 'Lock', payloadVersion: '3', messageId: 'm' };
    const directive = { header, endpoint: { endpointId: 'lamp-1' }, payload: {} };
    assert.deepEqual(rulesOf({ directive }), ['registration-directive']);
    assert.deepEqual(
      validateMessage({ directive }, { registered, mode: 'observed' }).problems.map(({ severity }) => severity),
      ['warning'],
    );
  });

  it('follows the mode', () => {
    const event = edit(sampleEvents.Response, '/event/header/messageId', 'a_b');
    assertError(validateMessage(event).problems, 'message-id', '/event/header/messageId');
    assertValid(validateMessage(event, { mode: 'observed' }).problems);
  });

  it('throws for nothing', () => {
    fc.assert(fc.property(fc.anything(), value => validateMessage(value).problems.length > 0));
  });
});

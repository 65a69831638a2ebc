import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptGrant, withScopeToken } from '../index.ts';
import { edit } from '../test/edit.ts';
import { assertError, assertValid } from '../test/expect-problems.ts';
import { sampleEvents } from '../test/sample-events.ts';
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

  it('follows the mode', () => {
    const event = edit(sampleEvents.Response, '/event/header/messageId', 'a_b');
    assertError(validateMessage(event).problems, 'message-id', '/event/header/messageId');
    assertValid(validateMessage(event, { mode: 'observed' }).problems);
  });

  it('throws for nothing', () => {
    fc.assert(fc.property(fc.anything(), value => validateMessage(value).problems.length > 0));
  });
});

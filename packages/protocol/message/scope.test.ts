import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sampleEvents } from '../test/sample-events.ts';
import { placeOfScope, scopeTokenOf, withScopeToken } from './scope.ts';

describe('withScopeToken()', () => {
  it('puts a token where scopeTokenOf() finds it, and where the kind has it', () => {
    for (const [kind, event] of Object.entries(sampleEvents)) {
      const scoped = withScopeToken(event, 'gatehouse-secret-1');
      const placed = placeOfScope(kind) === 'payload' || event.event.endpoint !== undefined;
      assert.equal(scopeTokenOf(scoped), placed ? 'gatehouse-secret-1' : undefined, kind);
      assert.equal(scoped.event.payload.scope !== undefined, placeOfScope(kind) === 'payload', kind);
    }
  });

  it('replaces an earlier token and leaves its argument alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(sampleEvents)), fc.string(), fc.string(), (event, first, second) => {
        const before = JSON.stringify(event);
        const twice = withScopeToken(withScopeToken(event, first), second);
        assert.deepEqual(twice, withScopeToken(event, second));
        assert.equal(JSON.stringify(event), before);
      }),
    );
  });
});

describe('scopeTokenOf()', () => {
  it('finds a token in the other place as well', () => {
    const scope = { type: 'BearerToken', token: 'gatehouse-secret-2' };
    const header = { namespace: 'Alexa', name: 'ChangeReport' };
    assert.equal(scopeTokenOf({ event: { header, payload: { scope } } }), 'gatehouse-secret-2');
  });

  it('answers undefined for anything else', () => {
    fc.assert(fc.property(fc.jsonValue(), value => scopeTokenOf(value) === undefined));
    assert.equal(scopeTokenOf({ event: { endpoint: { scope: { token: 1 } } } }), undefined);
  });
});

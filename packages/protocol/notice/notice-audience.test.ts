import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { audienceOf } from './notice-audience.ts';

const of = (relevantAudience: unknown): unknown => audienceOf({ relevantAudience });

describe('audienceOf()', () => {
  it('reads one customer, and everybody', () => {
    assert.deepEqual(of({ type: 'Unicast', payload: { user: 'u' } }), { type: 'Unicast', user: 'u' });
    assert.deepEqual(of({ type: 'Multicast', payload: {} }), { type: 'Multicast' });
    assert.deepEqual(of({ type: 'Multicast' }), { type: 'Multicast' });
  });

  it("reads userId of the page's table where there is no user", () => {
    assert.deepEqual(of({ type: 'Unicast', payload: { userId: 'u' } }), { type: 'Unicast', user: 'u' });
    assert.deepEqual(of({ type: 'Unicast', payload: { user: 'u', userId: 'v' } }), { type: 'Unicast', user: 'u' });
  });

  it('is undefined when nobody is named', () => {
    assert.equal(of({ type: 'Unicast', payload: {} }), undefined);
    assert.equal(of({ type: 'Unicast', payload: { user: '' } }), undefined);
    fc.assert(fc.property(fc.jsonValue(), value => audienceOf(value) === undefined));
  });
});

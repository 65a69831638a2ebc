import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFaultHeader, parseFaults } from './parse-fault.ts';

describe('parseFaults()', () => {
  it('takes every member that the contract has, and any body', () => {
    const match = { path: '/v3/events', region: 'NA', skillId: 's', userId: 'u', kind: 'k', endpointId: 'e' };
    const when = { nth: 1, count: 2, after: 3, probability: 0.5 };
    const bodies: readonly unknown[] = ['<html>', { a: 1 }, [1], null, 3, true, ''];
    const rules = bodies.map(body => ({
      match,
      do: { status: 503, code: 'X', delayMs: 1, body, cut: 'body', reset: true, dribble: true, handle: true },
      when,
      seed: 9,
    }));
    assert.deepEqual(parseFaults(rules), rules);
    assert.deepEqual(parseFaults([]), []);
  });

  it('takes each path that can be faulty', () => {
    for (const path of ['/v3/events', '/v3/events/', '/auth/o2/token', '/auth/O2/token', '/v1/alexaApiEndpoint']) {
      assert.equal(parseFaults([{ match: { path }, do: { status: 500 } }]).length, 1);
    }
  });

  it('takes each form of dribble', () => {
    for (const dribble of [true, 5, { bytes: 2, everyMs: 0 }]) {
      assert.deepEqual(parseFaults([{ do: { dribble } }]), [{ do: { dribble } }]);
    }
  });

  it('takes back what GET shows, and lets the counters start anew', () => {
    assert.deepEqual(parseFaults([{ do: { status: 500 }, matched: 4, hit: 2 }]), [{ do: { status: 500 } }]);
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['an object', {}, ''],
    ['no body', undefined, ''],
    ['a rule without do', [{}], '/0/do'],
    ['a do that does nothing', [{ do: {} }], '/0/do'],
    ['handle alone', [{ do: { handle: true } }], '/0/do'],
    ['handle false without another answer', [{ do: { delayMs: 1, handle: false } }], '/0/do/handle'],
    ['a reset without a cut', [{ do: { status: 500, reset: true } }], '/0/do/reset'],
    ['an unknown member', [{ do: { status: 500 } }, { do: { statuss: 500 } }], '/1/do/statuss'],
    ['a path without faults', [{ do: { status: 500 }, match: { path: '/v3/event' } }], '/0/match/path'],
    ['an unknown match', [{ do: { status: 500 }, match: { method: 'POST' } }], '/0/match/method'],
    ['an informational status', [{ do: { status: 100 } }], '/0/do/status'],
    ['a region that does not exist', [{ do: { status: 500 }, match: { region: 'US' } }], '/0/match/region'],
    ['a probability above 1', [{ do: { status: 500 }, when: { probability: 1.1 } }], '/0/when/probability'],
    ['the request number 0', [{ do: { status: 500 }, when: { nth: 0 } }], '/0/when/nth'],
    ['another cut', [{ do: { cut: 'middle' } }], '/0/do/cut'],
    ['a header that frames', [{ do: { status: 500, headers: { 'Content-Length': '1' } } }], '/0/do/headers'],
    ['a header that splits the answer', [{ do: { status: 500, headers: { a: 'b\r\nc: d' } } }], '/0/do/headers'],
    ['a content type that does', [{ do: { contentType: 'a\nb' } }], '/0/do/contentType'],
    ['a header without a name', [{ do: { status: 500, headers: { '': 'b' } } }], '/0/do/headers'],
  ];
  for (const [name, body, pointer] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(() => parseFaults(body), { code: 'invalid-request', pointer });
    });
  }
});

describe('parseFaultHeader()', () => {
  it('takes the do object as JSON', () => {
    assert.deepEqual(parseFaultHeader('{"status":503}'), { status: 503 });
  });

  for (const text of ['', '{', '503', '[]', '{"do":{"status":503}}', '{}', '{"status":"503"}']) {
    it(`refuses ${text || 'an empty value'}`, () => {
      assert.throws(() => parseFaultHeader(text), { code: 'invalid-request' });
    });
  }
});

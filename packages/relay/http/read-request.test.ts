import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fc from 'fast-check';
import type { ApiRequest } from './api-route.ts';
import {
  checkId,
  encodePage,
  readChoice,
  readHeader,
  readIdempotencyKey,
  readPage,
  readParam,
  readQuery,
  readRegion,
} from './read-request.ts';

function requestOf(parts: Partial<ApiRequest>): ApiRequest {
  return { params: {}, query: {}, headers: {}, body: undefined, ...parts };
}

function refused(read: () => unknown, pointer?: string): void {
  assert.throws(read, error => {
    assert.ok(error instanceof GatehouseError, String(error));
    assert.deepEqual([error.code, error.pointer], ['invalid-request', pointer]);
    return true;
  });
}

for (const id of ['c', 'x'.repeat(256), 'a b', 'Ü-漢-🏠', '../..', '%2F', '"\'']) {
  test(`checkId() takes ${JSON.stringify(id.slice(0, 12))}, ${id.length} long`, () =>
    assert.equal(checkId(id, 'it'), id));
}

for (const id of ['', 'x'.repeat(257), 'a\u0000', '\n', '\u007f', '\ud800', 'a\udc00b', 7, null, undefined, ['a']]) {
  test(`checkId() refuses ${JSON.stringify(id)?.slice(0, 20)}`, () => refused(() => checkId(id, 'it', '/x'), '/x'));
}

test('checkId() takes exactly what a store gives back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), id => {
      const same = Buffer.from(id).toString('utf8') === id;
      const plain = id !== '' && ![...id].some(character => character < ' ' || character === '\u007f');
      if (same && plain) assert.equal(checkId(id, 'it'), id);
      else refused(() => checkId(id, 'it'));
    }),
  );
});

test('readParam() names the part of the path that is missing', () => {
  assert.equal(readParam(requestOf({ params: { customer: 'c-1' } }), 'customer'), 'c-1');
  assert.throws(() => readParam(requestOf({}), 'customer'), /the path's customer/);
});

test('readQuery() takes one value, none for an empty one, and refuses several', () => {
  const request = requestOf({ query: { one: 'a', none: '', two: ['a', 'b'] } });
  assert.deepEqual(
    [readQuery(request, 'one'), readQuery(request, 'none'), readQuery(request, 'gone')],
    ['a', undefined, undefined],
  );
  refused(() => readQuery(request, 'two'));
});

test('readChoice() takes one of the list, in its spelling', () => {
  const request = (state: string): ApiRequest => requestOf({ query: { state } });
  assert.equal(readChoice(request('lost'), 'state', ['active', 'lost']), 'lost');
  assert.equal(readChoice(requestOf({}), 'state', ['active', 'lost']), undefined);
  refused(() => readChoice(request('Lost'), 'state', ['active', 'lost']));
});

for (const [limit, read] of [
  [undefined, 100],
  ['', 100],
  ['1', 1],
  ['1000', 1_000],
] as const) {
  test(`readPage() reads limit=${limit} as ${read}`, () => {
    assert.deepEqual(readPage(requestOf({ query: { limit } })), { limit: read });
  });
}

for (const limit of ['0', '-1', '1001', '1.5', 'ten', 'NaN', 'Infinity']) {
  test(`readPage() refuses limit=${limit}`, () => refused(() => readPage(requestOf({ query: { limit } }))));
}

test('encodePage() and `after` walk a list once from end to end, whatever the limit', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 9 }), (ids, limit) => {
      const sorted = [...ids].sort();
      const walked: string[] = [];
      for (let after: string | undefined = ''; after !== undefined; ) {
        const from: string = after;
        const found = sorted.filter(id => id > from).slice(0, limit + 1);
        const page = encodePage(found, limit, id => id);
        assert.ok(page.items.length <= limit);
        walked.push(...page.items);
        after = page.next;
      }
      assert.deepEqual(walked, sorted);
    }),
  );
});

test('readHeader() reads UTF-8 where the bytes are it, else Latin-1, without blanks around it', () => {
  const read = (value: string | string[]): string | undefined => {
    return readHeader(requestOf({ headers: { 'gatehouse-customer': value } }), 'gatehouse-customer');
  };
  assert.equal(read(' c-1 '), 'c-1');
  assert.equal(read(Buffer.from('Übung').toString('latin1')), 'Übung');
  assert.equal(read('Übung'), 'Übung');
  assert.equal(read(['a', 'b']), 'a,b');
  assert.equal(read('  '), undefined);
});

test('readRegion() takes the three regions in any spelling and refuses others', () => {
  const read = (text?: string): string | undefined => {
    return readRegion(requestOf({ headers: text === undefined ? {} : { 'gatehouse-region': text } }));
  };
  assert.deepEqual([read('NA'), read('eu'), read(' Fe '), read()], ['NA', 'EU', 'FE', undefined]);
  refused(() => read('US'));
});

test('readIdempotencyKey() takes up to 255 characters', () => {
  const read = (key: string): string | undefined => {
    return readIdempotencyKey(requestOf({ headers: { 'idempotency-key': key } }));
  };
  assert.equal(read('k'.repeat(255))?.length, 255);
  refused(() => read('k'.repeat(256)));
});

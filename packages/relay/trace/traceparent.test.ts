import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

test('parseTraceparent() reads the example of the specification', () => {
  assert.deepEqual(parseTraceparent(`00-${TRACE}-${SPAN}-01`), {
    traceId: TRACE,
    spanId: SPAN,
    traceFlags: 1,
    isRemote: true,
  });
});

test('parseTraceparent() reads a later version with more in it, and of the flags the first alone', () => {
  assert.equal(parseTraceparent(`cc-${TRACE}-${SPAN}-ff-more`)?.traceFlags, 1);
  assert.equal(parseTraceparent(`00-${TRACE}-${SPAN}-02`)?.traceFlags, 0);
});

for (const text of [
  undefined,
  '',
  'nonsense',
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE}-${SPAN}-1`,
  ` 00-${TRACE}-${SPAN}-01`,
]) {
  test(`parseTraceparent() takes ${JSON.stringify(text)} for none`, () => {
    assert.equal(parseTraceparent(text), undefined);
  });
}

test('parseTraceparent() reads what encodeTraceparent() wrote', () => {
  const hex = (length: number): fc.Arbitrary<string> =>
    fc
      .uint8Array({ minLength: length / 2, maxLength: length / 2 })
      .map(bytes => Buffer.from(bytes).toString('hex'))
      .filter(text => /[1-9a-f]/.test(text));
  fc.assert(
    fc.property(hex(32), hex(16), fc.constantFrom(0, 1), (traceId, spanId, traceFlags) => {
      const context = { traceId, spanId, traceFlags };
      assert.deepEqual(parseTraceparent(encodeTraceparent(context)), { ...context, isRemote: true });
    }),
  );
});

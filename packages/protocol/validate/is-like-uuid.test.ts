import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isLikeUuid } from './is-like-uuid.ts';

it('isLikeUuid() takes every UUID in either case', () => {
  fc.assert(
    fc.property(fc.uuid(), uuid => {
      assert.ok(isLikeUuid(uuid) && isLikeUuid(uuid.toUpperCase()), uuid);
    }),
  );
});

it('isLikeUuid() takes nothing that is no messageId or of another length', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(35),
      fc.string({ maxLength: 2, unit: fc.constantFrom(...'x_ .é\n', '😀') }),
      (uuid, at, odd) => {
        const text = uuid.slice(0, at) + odd + uuid.slice(at + 1);
        assert.equal(isLikeUuid(text) && !/^[a-zA-Z0-9-]{36}$/.test(text), false, text);
      },
    ),
  );
  for (const text of ['', '90c3fc62-4b2d-460c-9c8b-abcdefabcdef\n', '90c3fc62_4b2d_460c_9c8b_abcdefabcdef']) {
    assert.ok(!isLikeUuid(text), text);
  }
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refusalIn } from './trigger-answer.ts';

for (const [form, body, said] of [
  ['a problem of ours', { type: 'urn:x', detail: 'No', code: 'conflict', pointer: '/a' }, 'No (at /a) [conflict]'],
  ['an error of the event gateway', { payload: { code: 'X_EXCEPTION', description: 'No' } }, 'No [X_EXCEPTION]'],
  ['an error of notices by word', { message: 'No', code: 'X' }, 'No [X]'],
  ['an error of notices by number', { message: 'No', code: 403 }, 'No'],
  ['an error of 2019', { message: 'No', type: 'Forbidden' }, 'No [Forbidden]'],
  ['an error of the token endpoint', { error: 'invalid_scope', error_description: 'No' }, 'No [invalid_scope]'],
  ['nothing', undefined, 'without a reason'],
] as const) {
  it(`refusalIn() reads ${form}`, () => {
    assert.equal(refusalIn(body), said);
  });
}

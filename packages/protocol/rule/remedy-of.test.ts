import assert from 'node:assert/strict';
import { it } from 'node:test';
import { validateEvent } from '../validate/validate-event.ts';
import { remedyOf } from './remedy-of.ts';
import { rules } from './rules.ts';

it('remedyOf() says what to do about each problem of a message', () => {
  const [problem = assert.fail('no problem')] = validateEvent([]);
  assert.equal(remedyOf(problem.rule), rules['message-form'].remedy);
});

it('remedyOf() knows no remedy when the rule is not of the table', () => {
  for (const rule of ['json', '', 'toString']) assert.equal(remedyOf(rule), undefined);
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ruleOf } from '@gatehouse/protocol';
import { judgeSampleTimes } from './judge-sample-times.ts';
import { remedyOfRule } from './remedy-of-rule.ts';

it('remedyOfRule() says what to do about a sample from the future', () => {
  const properties = [{ name: 'powerState', timeOfSample: '2999-01-01T00:00:00Z' }];
  const [problem] = judgeSampleTimes(properties, '', { latest: 0, endpointId: 'lamp-1' });
  assert.match(remedyOfRule(problem?.rule ?? '') ?? '', /clock/);
});

it('remedyOfRule() knows the rules of the protocol, and no others', () => {
  const rule = ruleOf('endpoint-id');
  assert.equal(remedyOfRule(rule.id), rule.remedy);
  for (const id of ['no-such-rule', '', 'toString']) assert.equal(remedyOfRule(id), undefined);
});

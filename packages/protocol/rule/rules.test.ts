import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRuleId, ruleOf, rules } from './rules.ts';

describe('rules', () => {
  it('stand under their own id, with a source and a remedy as a sentence', () => {
    for (const [id, rule] of Object.entries(rules)) {
      assert.equal(rule.id, id);
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.notEqual(rule.source, '');
      assert.match(rule.remedy, /^[A-Z].*[^.]$/, id);
    }
  });

  it('are never worse in observed mode than in strict mode', () => {
    const order = ['off', 'note', 'warning', 'error'];
    for (const rule of Object.values(rules)) {
      assert.ok(order.indexOf(rule.observed) <= order.indexOf(rule.strict), rule.id);
    }
  });

  it('isRuleId() knows exactly the ids', () => {
    assert.equal(isRuleId('timestamp'), true);
    assert.equal(isRuleId('toString'), false);
    assert.equal(ruleOf('timestamp').code, 'malformed');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Findings } from './findings.ts';
import { describeWords, judgeDeclaredWord, wordsOf } from './judge-declared-word.ts';

function judge(value: unknown, words: readonly string[]): string[] {
  const findings = new Findings('strict', path => path.join('.'));
  judgeDeclaredWord(findings, { value, path: ['mode'], words, rule: 'registration-mode' });
  return findings.problems.map(({ message }) => message);
}

describe('judgeDeclaredWord()', () => {
  it('says what is declared instead', () => {
    assert.deepEqual(judge('C', ['A', 'B']), ['mode is "C"; discovery declares A, B']);
    assert.deepEqual(judge('A', ['A', 'B']), []);
  });

  it('judges neither without a declaration nor what is no text', () => {
    assert.deepEqual([judge('C', []), judge(7, ['A']), judge(undefined, ['A'])], [[], [], []]);
  });
});

describe('describeWords()', () => {
  it('shows twenty words and counts the others', () => {
    const words = Array.from({ length: 23 }, (_, index) => `W${index}`);
    assert.equal(describeWords(words), `${words.slice(0, 20).join(', ')} and 3 more`);
  });
});

describe('wordsOf()', () => {
  it('reads texts and the member of objects that is asked for, and passes over the rest', () => {
    const items = ['A', { value: 'B', name: 'N', id: 'I' }, { value: 7 }, { name: 'N' }, null, 7, ['C']];
    assert.deepEqual(wordsOf({ list: items }, 'list', 'value'), ['A', 'B']);
    assert.deepEqual(wordsOf({ list: items }, 'list', 'id'), ['A', 'I']);
    assert.deepEqual(wordsOf({ list: 'A' }, 'list', 'value'), []);
    assert.deepEqual(wordsOf(JSON.parse('{"list":[{"__proto__":{"value":"A"}}]}'), 'list', 'value'), []);
  });
});

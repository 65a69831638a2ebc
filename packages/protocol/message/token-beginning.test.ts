import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOKEN_BEGINNING } from './token-beginning.ts';

const pattern = new RegExp(`^${TOKEN_BEGINNING}$`, 'i');

describe('TOKEN_BEGINNING', () => {
  it('is that of tokens of customers and of skills, however the line is written', () => {
    for (const start of ['Atza', 'Atzr', 'Atc', 'atza', 'ATC']) {
      for (const line of ['|', '%7C', '%7c', '\\u007c', '\\\\u007C']) assert.match(`${start}${line}`, pattern);
    }
  });

  it('is not that of words', () => {
    for (const word of ['At|', 'Atz|', 'catch|', 'Atza', 'Atc', 'Atcx|']) assert.doesNotMatch(word, pattern);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdOf } from './hold.ts';
import { parkOf } from './park.ts';

const SENTENCE = /^[A-Z].{20,}[^.]$/;

describe('parkOf()', () => {
  for (const [reason, link] of [
    ['link-lost', 'lost'],
    ['disabled', 'disabled'],
    ['stage-changed', 'stage-changed'],
    ['account-not-found', 'account-not-found'],
  ] as const) {
    it(`sets the link to ${link} for ${reason}, with reason and remedy`, () => {
      const park = parkOf(reason);
      assert.equal(park.link, link);
      assert.match(park.reason, SENTENCE);
      assert.match(park.remedy, SENTENCE);
    });
  }
});

describe('holdOf()', () => {
  for (const reason of ['insufficient-permission', 'invalid-client', 'unauthorized-client'] as const) {
    it(`gives reason and remedy for ${reason}`, () => {
      assert.match(holdOf(reason).reason, SENTENCE);
      assert.match(holdOf(reason).remedy, SENTENCE);
    });
  }
});

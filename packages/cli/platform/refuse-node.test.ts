import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refuseNode } from './refuse-node.ts';

describe('refuseNode()', () => {
  it('says what was found, what is allowed and what to do when Node.js is too old', () => {
    const words = refuseNode('20.20.2') ?? '';
    assert.match(words, /Node\.js 20\.20\.2; allowed is 24 or newer\n {2}\S.*node@24\n$/);
    assert.ok(refuseNode('23.11.1'));
  });

  it('says nothing when it is new enough', () => {
    for (const version of ['24.0.0', '24.21.0', '26.1.0-nightly', process.versions.node]) {
      assert.equal(refuseNode(version), undefined);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Findings } from './findings.ts';
import { judgeRegisteredBands } from './judge-registered-bands.ts';

const declared = { supported: [{ name: 'BASS' }], range: { minimum: -6, maximum: 6 } };

function judge(value: unknown, bands: unknown = declared): string[] {
  const findings = new Findings('strict', path => path.join('.'));
  judgeRegisteredBands(findings, { value, path: ['value'], capability: { configurations: { bands } } });
  return findings.problems.map(({ message }) => message);
}

describe('judgeRegisteredBands()', () => {
  it('says which band and which level is not declared', () => {
    assert.deepEqual(judge([{ name: 'BASS', value: 6 }]), []);
    assert.deepEqual(judge([{ name: 'TREBLE', value: 7 }]), [
      'value.0.name is "TREBLE"; discovery declares BASS',
      'value.0.value is 7; discovery declares -6 to 6',
    ]);
    assert.deepEqual(judge([{ name: 'BASS', level: -7 }]), ['value.0.level is -7; discovery declares -6 to 6']);
  });

  it('judges by what is declared alone', () => {
    const loud = [{ name: 'TREBLE', value: 99 }];
    for (const bands of [undefined, null, {}, { supported: [], range: {} }, { range: { minimum: 7, maximum: -7 } }]) {
      assert.deepEqual(judge(loud, bands ?? null), []);
    }
    assert.deepEqual(judge(loud, { range: { maximum: 6 } }), ['value.0.value is 99; discovery declares at most 6']);
  });

  it('throws for nothing', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, bands) => {
        assert.ok(Array.isArray(judge(value, bands)));
        assert.ok(Array.isArray(judge([value, { name: value, value: bands }])));
      }),
    );
  });
});

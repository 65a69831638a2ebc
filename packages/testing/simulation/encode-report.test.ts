import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeFailure, encodeReport } from './encode-report.ts';
import type { SimulationReport } from './simulate.ts';

const violation = { name: 'lost', detail: 'the sample 7 is in no event', atMs: 12_345 };
const calm: SimulationReport = {
  ...{ from: 5, seeds: 20, interrupted: false, failures: [], missing: [] },
  faults: { crash: 3, 'wire lost': 12 },
  states: { 'an event is delivered': 400 },
};

it('encodeReport() tells faults by kind and states reached', () => {
  assert.equal(
    encodeReport(calm, { commit: 'abc' }),
    `20 seeds from 5 on, on commit abc

Faults injected, by kind
  crash      3
  wire lost  12

States reached
  an event is delivered  400

No invariant was broken
`,
  );
});

it('encodeReport() tells each failing seed with its commands and how to run it again, and what was never reached', () => {
  const failures = [
    { seed: 6, violation, commands: ['1.000 press {}', '2.000 crash {}'] },
    { seed: 9, violation, commands: [] },
  ];
  const text = encodeReport({ ...calm, failures, missing: ['a lease is lost'] }, { commit: 'abc', again: ' --x' });
  assert.equal(
    text.slice(text.indexOf('Seed 6')),
    `Seed 6 broke "lost" after 12.345 s: the sample 7 is in no event
  1.000 press {}
  2.000 crash {}
  npm run simulate -- --seed 6 --x

Seed 9 broke "lost" after 12.345 s: the sample 7 is in no event
  npm run simulate -- --seed 9 --x

Never reached
  a lease is lost

2 seeds broke an invariant: 6 9
`,
  );
});

it('encodeReport() says that a run was interrupted, also before its first seed', () => {
  const none = { ...calm, seeds: 0, interrupted: true, faults: {}, states: {} };
  assert.match(encodeReport(none, { commit: 'abc' }), /^No seed, on commit abc, interrupted\n\n.*\n {2}none\n/);
  assert.match(encodeReport({ ...calm, seeds: 1 }, { commit: 'abc' }), /^Seed 5, on commit abc\n/);
});

it('describeFailure() is one line', () => {
  assert.equal(
    describeFailure({ seed: 6, violation }),
    'Seed 6 broke "lost" after 12.345 s: the sample 7 is in no event',
  );
});

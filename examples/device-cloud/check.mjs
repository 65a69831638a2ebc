import { openBench } from './check-bench.mjs';
import { quietSteps } from './check-quiet.mjs';
import { roughSteps } from './check-rough.mjs';

/** A check that hangs has failed, too. */
const LONGEST_MS = 120_000;

if (process.env.GATEHOUSE_CONTROL_URL === undefined) {
  process.stderr.write('There is no gateway to check against; run: gatehouse exec -- node check.mjs\n');
  process.exit(2);
}

let running = 'to begin';
setTimeout(() => {
  process.stderr.write(`The check is not over after ${LONGEST_MS} ms: the device cloud still has ${running}\n`);
  process.exit(1);
}, LONGEST_MS).unref();

const region = process.env.CLOUD_REGION ?? 'NA';
const bench = await openBench({ skillId: 'cloud-skill', userId: 'ann', region, env: process.env });
let number = 0;
let failed = 0;
for (const [name, step] of Object.entries({ ...quietSteps, ...roughSteps })) {
  number += 1;
  running = `step ${number}, "${name}"`;
  try {
    await step(bench);
    process.stdout.write(`ok ${number} the device cloud ${name}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`not ok ${number} the device cloud ${name}\n${error.stack.replace(/^/gm, '    ')}\n`);
    process.stdout.write(
      bench.lines
        .slice(-10)
        .map(line => `    # ${line}\n`)
        .join(''),
    );
  }
}
process.stdout.write(`1..${number}\n`);
await bench.close();
process.exitCode = failed === 0 ? 0 : 1;

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';

/** Judges a good and a broken message of each kind; runs in a process of its own. */
const program = `
import { validateDirective, validateDiscoveryEndpoint, validateEvent, validateState } from '${new URL('../index.ts', import.meta.url)}';
import { sampleEndpoint, sampleEvents, sampleProperty } from '${new URL('./sample-events.ts', import.meta.url)}';
let forbidden = false;
try { new Function('return 1'); } catch { forbidden = true; }
const good = Object.values(sampleEvents).flatMap(event => validateEvent(event, { posted: false })).filter(({ severity }) => severity === 'error');
const broken = Object.values(sampleEvents).filter(event => validateEvent({ event: { ...event.event, payload: [] } }, { posted: false }).length === 0);
const property = sampleProperty('Alexa.BrightnessController', 'brightness', 101);
process.stdout.write(JSON.stringify({
  forbidden,
  good,
  broken: broken.length,
  kinds: Object.keys(sampleEvents).length,
  state: validateState([property]).map(({ message }) => message),
  endpoint: validateDiscoveryEndpoint(sampleEndpoint()).length,
  directive: validateDirective({ directive: {} }).length,
}));
`;

it('everything is judged alike where code may not be generated from strings', () => {
  const run = (...flags: string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', program], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: undefined },
      }),
    );
  const without = run('--disallow-code-generation-from-strings');
  assert.deepEqual(without, { ...Object(run()), forbidden: true });
  const { good, broken, state } = Object(without);
  assert.deepEqual([good, broken, state], [[], 0, ['brightness is 101; allowed 0 to 100']]);
});

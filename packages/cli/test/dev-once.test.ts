import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { runCommand } from '@gatehouse/testing';

/** What `gatehouse dev --once --json` did: its exit code and its output. */
interface Run {
  readonly code: number | null;
  readonly rows: readonly Record<string, unknown>[];
  readonly err: string;
}

let run: Run;

before(async () => {
  const { code, stdout, stderr } = await runCommand(['dev', '--once', '--json']);
  const lines = stdout.split('\n').filter(line => line !== '');
  run = { code, rows: lines.map(line => JSON.parse(line)), err: stderr };
});

test('gatehouse dev --once sends one event of each kind, sees every effect arrive and exits 0', () => {
  const summary = run.rows.at(-1);
  assert.equal(run.code, 0, run.err);
  assert.deepEqual([summary?.linked, summary?.endpoints, summary?.sent], [true, 10, 7]);
  assert.equal(summary?.arrived, 7);
  const rows = run.rows.slice(0, -1);
  assert.deepEqual(
    rows.map(row => row.sent),
    [
      'ChangeReport (level)',
      'ChangeReport (edge)',
      'Response (asynchronous)',
      'Event (SimpleEvent)',
      'DoorbellPress',
      'AddOrUpdateReport',
      'DeleteReport',
    ],
  );
  for (const row of rows) assert.deepEqual([row.accepted, row.arrived], [true, true], JSON.stringify(row));
});

test('gatehouse dev --once reports the malformed timestamp of the printed SimpleEvent and sends it corrected', () => {
  const row = run.rows.find(one => one.sent === 'Event (SimpleEvent)');
  assert.match(String(row?.note), /2021-12-12T16:20:50:52Z.*Sent as 2021-12-12T16:20:50\.520Z/);
});

test('gatehouse dev --once shows the printed asynchronous Response as the value that Alexa has', () => {
  const row = run.rows.find(one => one.sent === 'Response (asynchronous)');
  assert.match(String(row?.effect), /colorTemperatureInKelvin of lamp-1 is 5500/);
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runCommand } from '@gatehouse/testing';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What `gatehouse dev --once --json` did: its exit code, its output, and the names of the functions it ran, by file. */
interface Run {
  readonly code: number | null;
  readonly rows: readonly Record<string, unknown>[];
  readonly err: string;
  readonly ran: ReadonlyMap<string, ReadonlySet<string>>;
}

let run: Run;

before(async () => {
  run = await runOnce();
});

async function runOnce(): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-coverage-'));
  try {
    const { code, stdout, stderr } = await runCommand(['dev', '--once', '--json'], {
      env: { NODE_V8_COVERAGE: folder },
    });
    const rows = stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
    return { code, rows, err: stderr, ran: await readCoverage(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** The functions that ran in any thread of the process, by the path of their file below the root. */
async function readCoverage(folder: string): Promise<Map<string, Set<string>>> {
  const ran = new Map<string, Set<string>>();
  const base = pathToFileURL(root).href;
  for (const name of await readdir(folder)) {
    const coverage = JSON.parse(await readFile(join(folder, name), 'utf8')) as Coverage;
    for (const { url, functions } of coverage.result) {
      if (!url.startsWith(base)) continue;
      const path = url.slice(base.length).replace(/^\//, '');
      const names = ran.get(path) ?? new Set();
      for (const each of functions)
        if ((each.ranges[0]?.count ?? 0) > 0) names.add(each.functionName.replace(/^#/, ''));
      ran.set(path, names);
    }
  }
  return ran;
}

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

/** A numbered line of ARCHITECTURE.md: a file and a function in it. */
const HOP = /^\d+\. `(packages\/[\w./-]+\.ts)` `(?:[\w.]+[.#])?#?(\w+)\(\)`/;

test('ARCHITECTURE.md names hops that a state change and a directive really take', async () => {
  const page = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');
  const hops = page.split('\n').flatMap(line => {
    const [, path, name] = HOP.exec(line) ?? [];
    return path === undefined || name === undefined ? [] : [{ path, name }];
  });
  assert.ok(hops.length >= 20, `the page names ${hops.length} hops`);
  const stale = hops.filter(({ path, name }) => run.ran.get(path)?.has(name) !== true);
  assert.deepEqual(stale, [], 'these did not run');
});

import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type CommandResult, runCommand } from '../checks/run-command.ts';
import { buildPackages } from './build-packages.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** A project that has installed the packages from their tarballs. */
const PROJECT = mkdtempSync(join(tmpdir(), 'gatehouse-packing-'));
const installed = (name: string): string => join(PROJECT, 'node_modules', name);

before(async () => {
  const build = await buildPackages({ root: ROOT, out: join(PROJECT, 'built') });
  assert.equal(build.type, 'built', build.type === 'refused' ? build.report : '');
  const folders = build.type === 'built' ? [...build.folders] : [];
  await succeed(['npm', 'pack', '--silent', '--offline', ...folders.map(([, folder]) => folder)]);
  for (const [name, folder] of folders) await install(name, folder);
  rmSync(join(PROJECT, 'built'), { recursive: true });
  writeFileSync(join(PROJECT, 'package.json'), JSON.stringify({ name: 'project', private: true }));
});

after(() => rmSync(PROJECT, { recursive: true, force: true }));

/** What npm would do, but without the registry: other packages come from where the repository has them. */
async function install(name: string, folder: string): Promise<void> {
  mkdirSync(installed(name), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const tarball = `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
  await succeed(['tar', '-xzf', tarball, '--strip-components=1', '-C', installed(name)]);
  for (const dependency of [...Object.keys(manifest.dependencies), '@types/node']) {
    if (dependency.startsWith('@gatehouse/')) continue;
    mkdirSync(join(installed(dependency), '..'), { recursive: true });
    rmSync(installed(dependency), { force: true });
    symlinkSync(join(ROOT, 'node_modules', dependency), installed(dependency));
  }
}

async function succeed(command: readonly [string, ...string[]]): Promise<CommandResult> {
  const result = await runCommand(command, { cwd: PROJECT });
  assert.equal(result.exitCode, 0, result.output);
  return result;
}

/** Writes a file into the project and runs Node.js with it. */
async function runFile(name: string, text: string): Promise<string> {
  writeFileSync(join(PROJECT, name), text);
  return (await succeed([process.execPath, name])).output;
}

const JUDGE = `
const report = protocol.changeReport({
  messageId: 'one', endpointId: 'lamp-1', cause: 'PHYSICAL_INTERACTION',
  changed: [{ namespace: 'Alexa.BrightnessController', name: 'brightness', value: 101,
              timeOfSample: '2026-01-02T03:04:05.678Z', uncertaintyInMilliseconds: 0 }],
});
console.log(JSON.stringify(protocol.validateEvent(protocol.withScopeToken(report, 'gatehouse-secret-1')).map(one => one.rule)));
`;

test('a built protocol package is imported by a module of plain JavaScript', async () => {
  const output = await runFile('judge.mjs', `import * as protocol from '@gatehouse/protocol';${JUDGE}`);
  assert.deepEqual(JSON.parse(output), ['property-range']);
});

test('a built protocol package is required by a CommonJS script', async () => {
  const output = await runFile('judge.cjs', `const protocol = require('@gatehouse/protocol');${JUDGE}`);
  assert.deepEqual(JSON.parse(output), ['property-range']);
});

test('a built protocol package brings its schemas', async () => {
  const specifier = '@gatehouse/protocol/schemas/event.Alexa.ChangeReport.json';
  const output = await runFile(
    'schema.mjs',
    `import schema from '${specifier}' with { type: 'json' }; console.log(schema.$id);`,
  );
  assert.equal(output.trim(), 'urn:gatehouse:event:Alexa:ChangeReport');
});

/** What each installed package can be imported by. */
function installedEntries(): string[] {
  return globSync('node_modules/@gatehouse/*/package.json', { cwd: PROJECT }).flatMap(path => {
    const { name, exports } = JSON.parse(readFileSync(join(PROJECT, path), 'utf8'));
    const entries = Object.keys(exports).filter(entry => !entry.includes('*'));
    return entries.map(entry => `${name}${entry.slice(1)}`);
  });
}

test('every entry of every built package is imported', async () => {
  const names = installedEntries();
  for (const name of ['cli', 'client/platform', 'gateway', 'protocol', 'relay/store']) {
    assert.ok(names.includes(`@gatehouse/${name}`), name);
  }
  const output = await runFile(
    'entries.mjs',
    `for (const name of ${JSON.stringify(names)}) console.log(name, Object.keys(await import(name)).length > 0);`,
  );
  assert.deepEqual(
    output.trim().split('\n'),
    names.map(name => `${name} true`),
  );
});

test('a built relay keeps its store on a thread of its own', async () => {
  const output = await runFile(
    'store.mjs',
    `import { openStore } from '@gatehouse/relay';
    const store = await openStore({ kind: 'sqlite', directory: 'data' });
    console.log(store.describe().kind);
    await store.close();`,
  );
  assert.equal(output.trim(), 'sqlite');
});

test('the built command validates a file', async () => {
  writeFileSync(join(PROJECT, 'message.json'), '{"event":{}}');
  const command = join(installed('@gatehouse/cli'), 'main.js');
  const { exitCode, output } = await runCommand([process.execPath, command, 'validate', '--json', 'message.json'], {
    cwd: PROJECT,
  });
  assert.equal(exitCode, 1, output);
  assert.equal(JSON.parse(output)[0].valid, false);
});

test('the types of a built package refuse what its builders do not take, and nothing else', async () => {
  writeFileSync(
    join(PROJECT, 'typed.ts'),
    `import { runProgram } from '@gatehouse/cli';
    import { createEventClient } from '@gatehouse/client';
    import { createSystemClock } from '@gatehouse/client/platform';
    import { createGateway } from '@gatehouse/gateway';
    import { amazonHosts, capability, type ChangeReport, stateProperty } from '@gatehouse/protocol';
    import { createRelay } from '@gatehouse/relay';
    export const good = stateProperty({ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON', timeOfSample: 0 });
    export const wrong = stateProperty({ namespace: 'Alexa.PowerController', name: 'powerState', value: 7, timeOfSample: 0 });
    export const name = (report: ChangeReport): string => report.event.header.name;
    export const client = createEventClient({ urls: amazonHosts, clock: createSystemClock() });
    export const parts = [runProgram, createGateway, createRelay, capability('Alexa.PowerController')];`,
  );
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', types: ['node'] };
  writeFileSync(join(PROJECT, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
  const { output } = await runCommand([join(ROOT, 'node_modules/.bin/tsc'), '--pretty', 'false'], { cwd: PROJECT });
  assert.match(output, /^typed\.ts\(8,\d+\): error TS2322: [^\n]*\n$/);
});

test('a built package holds its pages and its licence, and neither tests nor sources', () => {
  const files = globSync('**/*.*', { cwd: installed('@gatehouse/protocol') });
  for (const page of ['README.md', 'docs/sources.md', 'docs/rules.md']) assert.ok(files.includes(page), page);
  assert.match(readFileSync(join(installed('@gatehouse/protocol'), 'LICENSE'), 'utf8'), /^MIT License/);
  assert.deepEqual(
    files.filter(path => /\.test\.|(?<!\.d)\.ts$/.test(path)),
    [],
  );
});

test('a built protocol package imports nothing but itself and typebox, so that a browser takes it', () => {
  const files = globSync('**/*.js', { cwd: installed('@gatehouse/protocol') });
  const imported = files.flatMap(path => {
    const text = readFileSync(join(installed('@gatehouse/protocol'), path), 'utf8');
    return [...text.matchAll(/^(?:import|export|\}) .*?from '([^']+)';$/gm)].map(([, specifier = '']) => specifier);
  });
  assert.deepEqual([...new Set(imported.filter(specifier => !specifier.startsWith('.')))], ['typebox/schema']);
});

test('the sources of a package refuse to be packed and say what to do', async () => {
  const { exitCode, output } = await runCommand(['npm', 'pack', '--dry-run'], { cwd: join(ROOT, 'packages/protocol') });
  assert.notEqual(exitCode, 0);
  assert.match(
    output,
    /The sources of @gatehouse\/protocol cannot be packed.*npm run build.*npm pack \.\/dist\/protocol/,
  );
});

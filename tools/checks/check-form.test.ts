import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkForm } from './check-form.ts';

async function found(path: string, text: string): Promise<string[]> {
  return checkForm(await createSourceTree({ [path]: text })).map(({ line, message }) => `${line} ${message}`);
}

test('checkForm() finds nothing in a tidy file', async () => {
  assert.deepEqual(await found('packages/relay/lane/lane-rules.ts', 'export const a: unknown = 1;\n'), []);
});

test('checkForm() counts lines of files and functions, not of tests', async () => {
  const body = '  f();\n';
  const long = `export function a(): void {\n${body.repeat(59)}}\n${'// x\n'.repeat(340)}`;
  assert.deepEqual(await found('packages/p/a.ts', long), [
    '0 The file has 401 lines; allowed are 400',
    '1 The function has 61 lines; allowed are 60',
  ]);
  assert.deepEqual(await found('packages/p/a.test.ts', long), []);
  assert.deepEqual(await found('packages/p/a.ts', `const a = () => {\n${body.repeat(58)}};\n`), []);
});

test('checkForm() judges names and depth', async () => {
  assert.match((await found('packages/p/laneRules.ts', '')).join(), /kebab-case/);
  assert.match((await found('packages/p/utils/a.ts', '')).join(), /The folder utils says nothing/);
  assert.match((await found('packages/p/a/b/c/d.ts', '')).join(), /4 folders below packages; allowed are 3/);
});

test('checkForm() finds any, default exports, bare errors, suppressions and unfinished things', async () => {
  assert.deepEqual(await found('packages/p/a.ts', 'let a: any;\n'), [
    '1 The type any switches the compiler off; use unknown',
  ]);
  assert.match((await found('packages/p/a.ts', 'export default 1;\n')).join(), /export by name/);
  assert.match((await found('packages/p/a.ts', "throw new Error('x');\n")).join(), /GatehouseError/);
  assert.deepEqual(await found('packages/p/a.ts', "throw new RangeError('x');\n"), []);
  assert.match((await found('packages/p/a.ts', `// ${'biome-'}${'ignore'} lint: x\n`)).join(), /hides a finding/);
  assert.match((await found('packages/p/a.ts', `// ${'TO'}${'DO'} later\n`)).join(), /unfinished/);
});

test('checkForm() lets only tests show what must not compile', async () => {
  const line = `// ${'@ts-'}${'expect-error'}\n`;
  assert.deepEqual(await found('packages/p/a.test.ts', line), []);
  assert.equal((await found('packages/p/a.ts', line)).length, 1);
});

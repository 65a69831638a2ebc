import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Problem } from '../index.ts';
import * as protocol from '../index.ts';

const FOLDER = join(import.meta.dirname, '..');
const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');

/** The calls that the second column of the tables names. */
function callsUnder(heading: string): string[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('| ') && !/^\| (?:---|To )/.test(line));
  return rows.flatMap(row => [...(row.split(' | ')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name = '']) => name));
}

/** The functions that the package publishes from a folder. */
function publishedFrom(folder: string): string[] {
  const declared = globSync(`${folder}/*.ts`, { cwd: FOLDER }).flatMap(path => {
    const text = readFileSync(join(FOLDER, path), 'utf8');
    return [...text.matchAll(/^export function (\w+)/gm)].map(([, name = '']) => name);
  });
  return declared.filter(name => Object.hasOwn(protocol, name));
}

it('the README names each builder once, and no other', () => {
  assert.deepEqual(callsUnder('Builders').sort(), publishedFrom('builder').sort());
});

it('the README names each validator once, and no other', () => {
  const folders = ['validate', 'notice', 'skill-event'];
  const validators = folders.flatMap(publishedFrom).filter(name => name.startsWith('validate'));
  assert.deepEqual(callsUnder('Validators').sort(), validators.sort());
});

it("the README's example finds the problem that it says it finds", async () => {
  const code = /```ts\n(.*?)```/s.exec(page)?.[1] ?? '';
  const entry = JSON.stringify(new URL('../index.ts', import.meta.url).href);
  const program = `const accessToken = 'gatehouse-secret-1';${code}\nexport { problems };`;
  const module = `data:text/javascript,${encodeURIComponent(program.replace("'@gatehouse/protocol'", entry))}`;
  const { problems }: { problems: Problem[] } = await import(module);
  assert.equal(problems.length, 1);
  const { code: kind, pointer, message, rule, severity } = problems[0] ?? assert.fail('no problem');
  for (const [member, value] of Object.entries({ code: kind, pointer, message, rule, severity })) {
    assert.ok(page.includes(`${member}: '${value}'`), `${member}: '${value}'`);
  }
});

it("the README's notice is good, and is told as it says", async () => {
  const code = /```ts\n(import \{ createNotice.*?)```/s.exec(page)?.[1] ?? '';
  const entry = JSON.stringify(new URL('../index.ts', import.meta.url).href);
  const program = code.replace("'@gatehouse/protocol'", entry).replace('renderNotice(notice', 'const told = $&');
  const text = `const userId = 'amzn1.ask.account.1';${program}\nexport { notice, told };`;
  const { notice, told } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.deepEqual(protocol.validateNotice(notice), []);
  assert.ok(code.includes(`text: '${told.text}'`) && code.includes(`basis: '${told.basis}'`), told.text);
});

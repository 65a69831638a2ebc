import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, test } from 'node:test';
import { isClassDeclaration, isMethodDeclaration, type SourceFile } from 'typescript/unstable/ast';
import { findMalformedHops, type Hop, parseHops } from './pages/parse-hops.ts';
import { readSourceTree, type SourceTree } from './tree/source-tree.ts';
import { declarationsOf } from './tree/syntax.ts';

const root = resolve(import.meta.dirname, '..');
let tree: SourceTree;
let page = '';

before(async () => {
  tree = await readSourceTree(root);
  page = tree.texts.get('ARCHITECTURE.md') ?? '';
});

function hasMember(source: SourceFile, owner: string, member: string): boolean {
  return source.statements.some(
    statement =>
      isClassDeclaration(statement) &&
      statement.name?.text === owner &&
      statement.members.some(each => isMethodDeclaration(each) && each.name.getText(source) === member),
  );
}

function problemOf({ path, name }: Hop): string | undefined {
  const source = tree.sources.get(path);
  if (source === undefined) return 'there is no such file';
  const [owner = '', member] = name.split('.');
  const exported = declarationsOf(source).some(each => each.exported && each.name === owner);
  if (!exported) return `it does not export ${owner}`;
  return member === undefined || hasMember(source, owner, member) ? undefined : `${owner} has no member ${member}`;
}

test('ARCHITECTURE.md exists', () => {
  assert.ok(
    existsSync(join(root, 'ARCHITECTURE.md')),
    'ARCHITECTURE.md does not exist; write the walks that this test follows',
  );
});

test('ARCHITECTURE.md follows a state change and a directive, its hops numbered from 1', () => {
  const walks = Map.groupBy(parseHops(page), hop => hop.walk);
  assert.deepEqual([...walks.keys()], ['A state change', 'A directive']);
  for (const [walk, hops] of walks) {
    assert.deepEqual(
      hops.map(({ number }) => number),
      hops.map((_, index) => index + 1),
      `${walk} is numbered otherwise`,
    );
    assert.ok(hops.length >= 8, `${walk} has ${hops.length} hops; a walk that short follows nothing`);
  }
  assert.deepEqual(findMalformedHops(page), [], 'Lines that name no path and export in backticks');
});

test('ARCHITECTURE.md names only files and exports that exist', () => {
  const stale = parseHops(page).flatMap(hop => {
    const problem = problemOf(hop);
    return problem === undefined ? [] : [`ARCHITECTURE.md:${hop.line} ${hop.path}: ${problem}`];
  });
  assert.deepEqual(stale, []);
});

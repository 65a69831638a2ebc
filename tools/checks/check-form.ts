import { posix } from 'node:path';
import {
  isArrowFunction,
  isBlock,
  isConstructorDeclaration,
  isExportAssignment,
  isFunctionDeclaration,
  isFunctionExpression,
  isGetAccessorDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isNewExpression,
  isSetAccessorDeclaration,
  isThrowStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import type { SourceTree } from '../tree/source-tree.ts';
import { lineOf, walk } from '../tree/syntax.ts';
import { isTest } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

const MOST_LINES_IN_FILE = 400;
const MOST_LINES_IN_FUNCTION = 60;
/** Folders between `packages/` and a file: `relay/store/sqlite`. */
const DEEPEST = 3;
const FILE_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.spec|\.types)?\.ts$/;
const VAGUE_FOLDERS = new Set(['utils', 'util', 'common', 'core', 'helpers', 'shared', 'lib', 'misc', 'src']);
/** Put together so that this file does not find itself. */
const UNFINISHED = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
const SUPPRESSION = new RegExp(['biome-' + 'ignore', '@ts-' + '(?:ignore|nocheck|expect-error)'].join('|'));

/**
 * The bars that each file keeps on its own: length of files and functions, depth and names of folders and files, no
 * `any`, no suppression (tests may show what must not compile), nothing unfinished, no default
 * export, no bare `Error` thrown by a package.
 */
export function checkForm(tree: SourceTree): Finding[] {
  return [...tree.sources].flatMap(([path, source]) => [
    ...judgePlace(path),
    ...judgeText(path, source.text),
    ...judgeSyntax(path, source),
  ]);
}

function judgePlace(path: string): Finding[] {
  const folders = posix.dirname(path).split('/');
  const messages: string[] = [];
  if (!FILE_NAME.test(posix.basename(path))) messages.push('The file name is not in kebab-case');
  const vague = folders.find(folder => VAGUE_FOLDERS.has(folder));
  if (vague !== undefined) messages.push(`The folder ${vague} says nothing; name it after the noun that it holds`);
  const depth = folders.length - 1;
  if (folders[0] === 'packages' && depth > DEEPEST) {
    messages.push(`The file lies ${depth} folders below packages; allowed are ${DEEPEST}`);
  }
  return messages.map(message => ({ path, line: 0, message }));
}

function judgeText(path: string, text: string): Finding[] {
  const lines = text.split('\n');
  const findings: Finding[] = [];
  const count = lines.length - 1;
  if (!isTest(path) && count > MOST_LINES_IN_FILE) {
    findings.push({ path, line: 0, message: `The file has ${count} lines; allowed are ${MOST_LINES_IN_FILE}` });
  }
  lines.forEach((content, index) => {
    const message = judgeLine(content, isTest(path));
    if (message !== undefined) findings.push({ path, line: index + 1, message });
  });
  return findings;
}

function judgeLine(content: string, test: boolean): string | undefined {
  if (UNFINISHED.test(content)) return 'Something is unfinished; finish it or open an issue';
  const found = SUPPRESSION.exec(content)?.[0];
  if (found === undefined || (test && found.endsWith('expect-error'))) return undefined;
  return `${found} hides a finding; mend what it hides`;
}

function judgeSyntax(path: string, source: SourceFile): Finding[] {
  const findings: Finding[] = [];
  const report = (node: Node, message: string): void => {
    findings.push({ path, line: lineOf(source, node), message });
  };
  walk(source, node => {
    if (node.kind === SyntaxKind.AnyKeyword) report(node, 'The type any switches the compiler off; use unknown');
    if (isExportAssignment(node)) report(node, 'A default export has no name of its own; export by name');
    if (isTest(path)) return;
    if (throwsBareError(node)) report(node, 'Throws a bare Error; throw a GatehouseError with a code');
    const lines = lengthOf(source, node);
    if (lines > MOST_LINES_IN_FUNCTION) {
      report(node, `The function has ${lines} lines; allowed are ${MOST_LINES_IN_FUNCTION}`);
    }
  });
  return findings;
}

function throwsBareError(node: Node): boolean {
  if (!isThrowStatement(node) || !isNewExpression(node.expression)) return false;
  const thrown = node.expression.expression;
  return isIdentifier(thrown) && thrown.text === 'Error';
}

/** Lines of a function with a block body, its signature included; 0 for everything else. */
function lengthOf(source: SourceFile, node: Node): number {
  const isFunction =
    isFunctionDeclaration(node) ||
    isFunctionExpression(node) ||
    isArrowFunction(node) ||
    isMethodDeclaration(node) ||
    isConstructorDeclaration(node) ||
    isGetAccessorDeclaration(node) ||
    isSetAccessorDeclaration(node);
  if (!isFunction || node.body === undefined || !isBlock(node.body)) return 0;
  return source.getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(source, node);
}

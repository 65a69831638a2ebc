import {
  type ImportDeclaration,
  isBindingElement,
  isCallExpression,
  isClassDeclaration,
  isFunctionDeclaration,
  isGetAccessorDeclaration,
  isIdentifier,
  isImportClause,
  isImportDeclaration,
  isImportSpecifier,
  isMethodDeclaration,
  isMethodSignatureDeclaration,
  isNamedImports,
  isNamespaceImport,
  isNewExpression,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isPropertySignatureDeclaration,
  isQualifiedName,
  isStringLiteral,
  isTypeNode,
  isVariableDeclaration,
  type Node,
  type PropertyAccessExpression,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import type { SourceTree } from '../tree/source-tree.ts';
import { lineOf, walk } from '../tree/syntax.ts';
import { isTest } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

/** Globals whose every use reaches the machine. */
const GLOBALS = new Set([
  'process',
  'console',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
]);
/** Members of otherwise pure globals that reach the machine. */
const MEMBERS = new Set(['Date.now', 'Math.random', 'AbortSignal.timeout', 'Temporal.Now']);
/** Modules whose every export reaches the machine. */
const MODULES = new Set(['timers', 'timers/promises', 'process', 'console', 'perf_hooks', 'os', 'child_process']);
/** What of `node:crypto` is chance; hashing and sealing are pure. */
const CHANCE = /^(?:random\w*|webcrypto|getRandomValues|generateKey\w*)$/;

/** What gives a name a meaning of the file's own. */
const DECLARES: readonly ((node: Node) => boolean)[] = [
  isVariableDeclaration,
  isParameterDeclaration,
  isBindingElement,
  isFunctionDeclaration,
  isClassDeclaration,
  isImportClause,
  isImportSpecifier,
  isNamespaceImport,
];
/** What has a name that is a member's. */
const HAS_MEMBER_NAME: readonly ((node: Node) => boolean)[] = [
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isPropertySignatureDeclaration,
  isMethodDeclaration,
  isMethodSignatureDeclaration,
  isGetAccessorDeclaration,
];

/**
 * Files of a package that reach for the clock, timers, chance, the environment, the console or another process
 * themselves, outside of folders called `platform`, of `main.ts` and of tests. The rest takes a Clock, Random or Log.
 */
export function checkAmbient(tree: SourceTree): Finding[] {
  return [...tree.sources].flatMap(([path, source]) => {
    if (!path.startsWith('packages/') || isTest(path) || isPlatform(path)) return [];
    return findAmbient(source).map(({ node, what }) => ({
      path,
      line: lineOf(source, node),
      message: `Uses ${what}; take a Clock, Random or Log as an argument, or move this to a folder called platform`,
    }));
  });
}

function isPlatform(path: string): boolean {
  return path.includes('/platform/') || path.endsWith('/main.ts');
}

interface Use {
  readonly node: Node;
  readonly what: string;
}

function findAmbient(source: SourceFile): Use[] {
  const uses: Use[] = [];
  const own = ownNames(source);
  walk(source, node => {
    for (const what of ambientIn(node, own)) uses.push({ node, what });
  });
  return uses;
}

/** Names that the file itself gives a meaning: a parameter called `process` is no global. */
function ownNames(source: SourceFile): Set<string> {
  const names = new Set<string>();
  walk(source, node => {
    if (!DECLARES.some(declares => declares(node)) || !('name' in node)) return;
    const name = node.name as Node | undefined;
    if (name !== undefined) names.add(name.getText(source));
  });
  return names;
}

/** Whether an identifier names a member and not a variable: `x.process`, `{ process: 1 }`, `interface { process }`. */
function isMemberName(node: Node): boolean {
  const { parent } = node;
  return HAS_MEMBER_NAME.some(has => has(parent)) && 'name' in parent && parent.name === node;
}

/** The type of a thing (`typeof setTimeout`) does not use it; an import is judged as a whole. */
function isInType({ parent }: Node): boolean {
  return isTypeNode(parent) || isQualifiedName(parent) || isImportSpecifier(parent);
}

function ambientIn(node: Node, own: ReadonlySet<string>): string[] {
  if (isImportDeclaration(node)) return ambientImports(node);
  if (isPropertyAccessExpression(node)) return ambientMember(node, own);
  const isDate = (callee: Node): boolean => isIdentifier(callee) && callee.text === 'Date' && !own.has('Date');
  if (isNewExpression(node) && isDate(node.expression) && (node.arguments?.length ?? 0) === 0) return ['new Date()'];
  if (isCallExpression(node) && isDate(node.expression)) return ['Date()'];
  const isUse = isIdentifier(node) && GLOBALS.has(node.text) && !own.has(node.text);
  return isUse && !isMemberName(node) && !isInType(node) ? [node.text] : [];
}

function ambientMember({ expression, name }: PropertyAccessExpression, own: ReadonlySet<string>): string[] {
  if (!isIdentifier(expression) || own.has(expression.text)) return [];
  const member = `${expression.text}.${name.text}`;
  const isGlobal = expression.text === 'globalThis' && GLOBALS.has(name.text);
  return isGlobal || MEMBERS.has(member) ? [member] : [];
}

function ambientImports({ moduleSpecifier, importClause }: ImportDeclaration): string[] {
  if (!isStringLiteral(moduleSpecifier) || importClause?.phaseModifier === SyntaxKind.TypeKeyword) return [];
  const module = moduleSpecifier.text.replace(/^node:/, '');
  if (MODULES.has(module)) return [moduleSpecifier.text];
  if (module !== 'crypto') return [];
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !isNamedImports(bindings)) return ['all of node:crypto'];
  return bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ?? name).text)
    .filter(name => CHANCE.test(name));
}

import {
  type Identifier,
  isCallExpression,
  isClassDeclaration,
  isExportDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isInterfaceDeclaration,
  isLiteralTypeNode,
  isModuleDeclaration,
  isNamedExports,
  isStringLiteral,
  isTypeAliasDeclaration,
  isVariableStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';

/** One import, re-export, dynamic import or `import('…')` type. `line` counts from 1. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** One top-level declaration. `documented`: a doc comment stands right before it. */
export interface Declaration {
  readonly name: string;
  readonly line: number;
  readonly exported: boolean;
  readonly documented: boolean;
}

/** Visits a node and everything below it, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.forEachChild(child => walk(child, visit));
}

/** The line on which a node begins, comments before it apart; counts from 1. */
export function lineOf(source: SourceFile, node: Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** Everything that a file imports, types included, in the order of the text. */
export function importsOf(source: SourceFile): Import[] {
  const found: Import[] = [];
  walk(source, node => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push({ specifier, line: lineOf(source, node) });
  });
  return found;
}

function specifierOf(node: Node): string | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (isImportTypeNode(node)) return isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  const isImportCall = isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword;
  return isImportCall ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && isStringLiteral(node) ? node.text : undefined;
}

/** The top-level declarations of a file, and which of them it exports, at once or in a list later. */
export function declarationsOf(source: SourceFile): Declaration[] {
  const listed = new Set<string>();
  for (const statement of source.statements) {
    if (!isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) continue;
    const clause = statement.exportClause;
    if (clause === undefined || !isNamedExports(clause)) continue;
    for (const { name, propertyName } of clause.elements) listed.add((propertyName ?? name).text);
  }
  return source.statements.flatMap(statement => {
    const exported = hasModifier(statement, SyntaxKind.ExportKeyword);
    const documented = (statement.jsDoc?.length ?? 0) > 0;
    return namesOf(statement).map(({ text }) => ({
      name: text,
      line: lineOf(source, statement),
      exported: exported || listed.has(text),
      documented,
    }));
  });
}

/** The names that a statement declares, none if it declares nothing. */
function namesOf(statement: Node): Identifier[] {
  if (isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name).filter(isIdentifier);
  }
  const declares =
    isFunctionDeclaration(statement) ||
    isClassDeclaration(statement) ||
    isInterfaceDeclaration(statement) ||
    isTypeAliasDeclaration(statement) ||
    isModuleDeclaration(statement);
  return declares && statement.name !== undefined && isIdentifier(statement.name) ? [statement.name] : [];
}

function hasModifier(node: Node, kind: SyntaxKind): boolean {
  let found = false;
  node.forEachChild(child => {
    found ||= child.kind === kind;
  });
  return found;
}

import { readOpenApi } from '../openapi/read-openapi.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import { checkAmbient } from './check-ambient.ts';
import { checkComments } from './check-comments.ts';
import { checkCycles } from './check-cycles.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkErrorsPage } from './check-errors-page.ts';
import { checkExamples } from './check-examples.ts';
import { checkForm } from './check-form.ts';
import { checkGlossary } from './check-glossary.ts';
import { checkLadder } from './check-ladder.ts';
import { checkLinks } from './check-links.ts';
import { checkOpenApi } from './check-openapi.ts';
import { checkReference } from './check-reference.ts';
import { checkSchemas } from './check-schemas.ts';
import type { Finding } from './finding.ts';
import { runCommand } from './run-command.ts';

/** What a check works on: the root folder of the repository, its files, and what else exists in it. */
export interface CheckContext {
  readonly root: string;
  readonly tree: SourceTree;
  readonly exists: (path: string) => boolean;
}

/** What a check found, as the text to print. */
export interface CheckResult {
  readonly ok: boolean;
  readonly report: string;
}

/** A check as `npm run check -- --only NAME` knows it. `promise` is what holds when it passes. */
export interface NamedCheck {
  readonly name: string;
  readonly promise: string;
  run(context: CheckContext): Promise<CheckResult>;
}

/** Every check, the quick ones first and the tests last. */
export const checks: readonly NamedCheck[] = [
  command('format', 'formatted and linted by biome', [
    'biome',
    'ci',
    '--colors=off',
    '--diagnostic-level=warn',
    '--error-on-warnings',
    '.',
  ]),
  command('types', 'tsc is content with the strict flags', ['tsc', '-p', '.']),
  findings('cycles', 'no import cycle, of types neither', ({ tree }) => checkCycles(tree)),
  findings('ladder', 'packages import downwards only, and what their package.json names', ({ tree }) =>
    checkLadder(tree),
  ),
  findings('ambient', 'no clock, chance, environment or console outside of platform folders', ({ tree }) =>
    checkAmbient(tree),
  ),
  findings('comments', 'a doc comment on every export', ({ tree }) => checkComments(tree)),
  findings('form', 'files and functions short, folders shallow, nothing suppressed or unfinished', ({ tree }) =>
    checkForm(tree),
  ),
  findings('glossary', 'the words of docs/glossary.md, and no others for the same things', ({ tree }) =>
    checkGlossary(tree),
  ),
  findings('dependencies', 'a reason for each dependency, each version exact', ({ tree }) => checkDependencies(tree)),
  findings('examples', 'examples import what their package.json names, and pages quote them as they are', ({ tree }) =>
    checkExamples(tree),
  ),
  findings('links', 'links between pages lead somewhere', ({ tree, exists }) => checkLinks(tree, exists)),
  findings('errors-page', 'docs/errors.md is what the error tables say', ({ tree }) => checkErrorsPage(tree)),
  findings('reference', 'the reference pages in docs are what the tables of the protocol say', ({ tree }) =>
    checkReference(tree),
  ),
  findings('schemas', 'packages/protocol/schemas is what the forms of the protocol say', ({ tree }) =>
    checkSchemas(tree),
  ),
  findings('openapi', 'docs/openapi.json is what the relay says of itself', async ({ tree }) =>
    checkOpenApi(tree, await readOpenApi()),
  ),
  command('tests', 'every test passes', ['node', 'tools/run-tests.ts']),
];

function findings(
  name: string,
  promise: string,
  find: (context: CheckContext) => Finding[] | Promise<Finding[]>,
): NamedCheck {
  return {
    name,
    promise,
    run: async context => {
      const found = await find(context);
      return { ok: found.length === 0, report: found.map(encodeFinding).join('\n') };
    },
  };
}

function encodeFinding({ path, line, message }: Finding): string {
  return `  ${line === 0 ? path : `${path}:${line}`} ${message}`;
}

function command(name: string, promise: string, words: readonly [string, ...string[]]): NamedCheck {
  return {
    name,
    promise,
    run: async ({ root }) => {
      const { exitCode, output } = await runCommand(words, { cwd: root });
      return { ok: exitCode === 0, report: output };
    },
  };
}

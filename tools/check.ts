import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CheckContext, checks, type NamedCheck } from './checks/checks.ts';
import { readSourceTree } from './tree/source-tree.ts';

const USAGE = `npm run check [-- --only NAME[,NAME…]] [--except NAME[,NAME…]] [--help]

Runs our checks one after the other and prints what they find as FILE:LINE MESSAGE.
Exit code 0: nothing found. 1: something found. 2: wrong usage.

${checks.map(({ name, promise }) => `  ${name.padEnd(14)}${promise}`).join('\n')}
`;

/** The checks that were asked for, in their own order, or what is wrong with the question. */
function select(only: readonly string[], except: readonly string[]): NamedCheck[] | string {
  const unknown = [...only, ...except].find(name => !checks.some(check => check.name === name));
  if (unknown !== undefined)
    return `There is no check called ${unknown}; there are ${checks.map(one => one.name).join(', ')}`;
  return checks.filter(({ name }) => (only.length === 0 || only.includes(name)) && !except.includes(name));
}

async function runCheck({ name, promise, run }: NamedCheck, context: CheckContext): Promise<boolean> {
  const startedAt = performance.now();
  const { ok, report } = await run(context);
  const took = `${Math.round(performance.now() - startedAt)} ms`;
  process.stdout.write(`${ok ? '✔' : '✖'} ${name}: ${promise} (${took})\n`);
  if (!ok) process.stdout.write(`${report.trimEnd()}\n`);
  return ok;
}

function parseOptions(): { only: string[]; except: string[]; help: boolean } | string {
  try {
    const list = { type: 'string', multiple: true, default: [] as string[] } as const;
    const { values } = parseArgs({ options: { only: list, except: list, help: { type: 'boolean', default: false } } });
    const namesIn = (words: readonly string[]): string[] => words.flatMap(word => word.split(','));
    return { only: namesIn(values.only), except: namesIn(values.except), help: values.help };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main(): Promise<number> {
  const options = parseOptions();
  if (typeof options !== 'string' && options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const selected = typeof options === 'string' ? options : select(options.only, options.except);
  if (typeof selected === 'string') {
    process.stderr.write(`${selected}\n\n${USAGE}`);
    return 2;
  }
  const root = resolve(import.meta.dirname, '..');
  const context = { root, tree: await readSourceTree(root), exists: (path: string) => existsSync(join(root, path)) };
  let failed = 0;
  for (const check of selected) failed += (await runCheck(check, context)) ? 0 : 1;
  process.stdout.write(
    failed === 0 ? `${selected.length} checks, nothing found\n` : `${failed} of ${selected.length} checks failed\n`,
  );
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();

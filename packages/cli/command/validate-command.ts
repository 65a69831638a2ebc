import { encodeReadFailure } from '@gatehouse/client/platform';
import type { Mode } from '@gatehouse/protocol';
import { type Command, Option } from 'commander';
import type { Host } from '../platform/host.ts';
import type { CommandContext } from './command-context.ts';
import { encodeJudgements } from './encode-judgements.ts';
import { EXIT } from './exit.ts';
import { encodeRemedy, type Judgement, judgeText, judgeUnreadable } from './judge-text.ts';
import { createJsonOption } from './options.ts';

/** The argument that stands for stdin. */
const STDIN = '-';

interface ValidateOptions {
  readonly mode: Mode;
  readonly json?: true;
}

/** `gatehouse validate FILE…|-`: judges messages by the rules of the protocol, without sending anything. */
export function addValidateCommand(program: Command, context: CommandContext): void {
  program
    .command('validate')
    .description('check v3 events, directives, discovery responses, notices and skill events against the rules')
    .argument('<file...>', `files of one message each, as JSON; ${STDIN} reads stdin`)
    .addOption(
      new Option('--mode <mode>', 'strict: what the documents forbid is an error; observed: what the gateway refuses')
        .choices(['strict', 'observed'] satisfies Mode[])
        .default('strict'),
    )
    .addOption(createJsonOption())
    .addHelpText('after', AFTER_HELP)
    .action((files: string[], options: ValidateOptions) => runValidate(files, { ...options, context }));
}

const AFTER_HELP = `
Exit code 0: no file has an error. 1: at least one has. 2: at least one could not be read.
Each problem names its rule and where that comes from: docs/rules.md and docs/sources.md tell more.`;

async function runValidate(
  files: readonly string[],
  { mode, json, context }: ValidateOptions & { context: CommandContext },
): Promise<void> {
  const { host } = context;
  const readings = new Map<string, Reading>();
  for (const file of new Set(files)) readings.set(file, await readText(file, host));
  const judgements = files.flatMap(file => judgeReading(file, { reading: readings.get(file), mode }));
  host.out(json ? `${JSON.stringify(judgements.map(withRemedies))}\n` : encodeJudgements(judgements, host.colour));
  const unreadable = [...readings].flatMap(([file, reading]) =>
    reading.type === 'unreadable' ? [`gatehouse: ${file} could not be read: ${reading.why}\n`] : [],
  );
  host.err(unreadable.join(''));
  if (unreadable.length > 0) return context.exit(EXIT.unusable);
  context.exit(judgements.every(judgement => judgement.valid) ? EXIT.done : EXIT.no);
}

type Reading = { readonly type: 'text'; readonly text: string } | { readonly type: 'unreadable'; readonly why: string };

async function readText(file: string, host: Host): Promise<Reading> {
  try {
    return { type: 'text', text: file === STDIN ? await host.readInput() : host.readFile(file) };
  } catch (error) {
    return { type: 'unreadable', why: encodeReadFailure(error) };
  }
}

/** A program is told what people are told. */
function withRemedies(judgement: Judgement): object {
  const problems = judgement.problems.map(problem => ({ ...problem, remedy: encodeRemedy(problem) }));
  return { ...judgement, problems };
}

function judgeReading(file: string, { reading, mode }: { reading: Reading | undefined; mode: Mode }): Judgement[] {
  if (reading === undefined) return [];
  return [reading.type === 'text' ? judgeText(file, reading.text, mode) : judgeUnreadable(file, reading.why)];
}

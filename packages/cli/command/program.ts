import { GatehouseError, gatehouseErrors } from '@gatehouse/protocol';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { Host } from '../platform/host.ts';
import type { CommandContext } from './command-context.ts';
import { addDevCommand } from './dev-command.ts';
import { addExecCommand } from './exec-command.ts';
import { EXIT } from './exit.ts';
import { addExplainCommand } from './explain-command.ts';
import { addGatewayCommand } from './gateway-command.ts';
import { addKeysCommand } from './keys-command.ts';
import { addLookCommands } from './look-command.ts';
import { addOrderCommands } from './order-command.ts';
import { addRelayCommand } from './relay-command.ts';
import { addTriggerCommand } from './trigger-command.ts';
import { addValidateCommand } from './validate-command.ts';

/**
 * Runs `gatehouse` with the words after its name. Data go to stdout, everything else to stderr.
 *
 * @returns the exit code: 0 done, 1 the answer is no, 2 wrong usage or unreachable
 */
export async function runProgram(words: readonly string[], host: Host): Promise<number> {
  let code: number = EXIT.done;
  const program = createProgram({ host, exit: value => (code = value) });
  try {
    await program.parseAsync(leaveHelp(words, program), { from: 'user' });
    return code;
  } catch (error) {
    return reportFailure(error, host);
  }
}

/**
 * The words without the wish for help where no such command is, for commander would print the help of the program then, as if
 * all were well; `help COMMAND` as `COMMAND --help`.
 */
function leaveHelp(words: readonly string[], command: Command): string[] {
  const [first = '-', ...rest] = words;
  if (first.startsWith('-') || command.commands.length === 0) return [...words];
  if (first === 'help') return rest.length === 0 ? [first] : leaveHelp([...rest, '--help'], command);
  const named = command.commands.find(each => each.name() === first);
  if (named !== undefined) return [first, ...leaveHelp(rest, named)];
  return words.filter(word => word !== '--help' && word !== '-h');
}

function createProgram(context: CommandContext): Command {
  const program = new Command('gatehouse')
    .description('Both ends of the Alexa event gateway: the relay that delivers, and the gateway that listens')
    .configureOutput({ writeOut: context.host.out, writeErr: context.host.err })
    .version(manifest.version, '-V, --version', 'tell the version')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('Run the command with --help to see what it takes');
  addDevCommand(program, context);
  addGatewayCommand(program, context);
  addRelayCommand(program, context);
  addExecCommand(program, context);
  addKeysCommand(program, context);
  addTriggerCommand(program, context);
  addValidateCommand(program, context);
  addExplainCommand(program, context);
  addLookCommands(program, context);
  addOrderCommands(program, context);
  return program;
}

function reportFailure(error: unknown, host: Host): number {
  // Commander has printed by then: help that was asked for ends with its 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  if (error instanceof GatehouseError) {
    const at = error.pointer ? ` (at ${error.pointer})` : '';
    host.err(`gatehouse: ${error.message}${at} [${error.code}]\n  ${gatehouseErrors[error.code].remedy}\n`);
    return EXIT.unusable;
  }
  host.err(
    `gatehouse: unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.no;
}

import { GatehouseError } from '@gatehouse/protocol';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { openGateway } from './open-gateway.ts';
import { createConfigOption, createLogOption, createReadyOption } from './options.ts';

interface ExecOptions {
  readonly config?: string;
  readonly json?: true;
  readonly logLevel: string;
}

/** `gatehouse exec -- CMD…`: runs a command beside a gateway of its own. */
export function addExecCommand(program: Command, context: CommandContext): void {
  program
    .command('exec')
    .description('start a gateway on free ports, run a command that finds it in its environment, stop it again')
    .usage('[options] -- <command> [argument...]')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions()
    .addOption(createConfigOption())
    .addOption(createReadyOption())
    .addOption(createLogOption())
    .addHelpText('after', ENVIRONMENT)
    .action((command: string[], options: ExecOptions) => runExec(command, { ...options, context }));
}

const ENVIRONMENT = `
The command finds the gateway in GATEHOUSE_NA_URL, GATEHOUSE_EU_URL, GATEHOUSE_FE_URL,
GATEHOUSE_TOKEN_URL and GATEHOUSE_CONTROL_URL; its exit code is passed on.`;

async function runExec(
  command: readonly string[],
  { context, ...options }: ExecOptions & { context: CommandContext },
): Promise<void> {
  const { host } = context;
  const { gateway, urls } = await openGateway(host, { ...options, port: 0 });
  try {
    if (options.json) host.out(`${JSON.stringify({ ready: true, urls })}\n`);
    const result = await host.runChild(command, {
      ...host.env,
      GATEHOUSE_NA_URL: urls.na,
      GATEHOUSE_EU_URL: urls.eu,
      GATEHOUSE_FE_URL: urls.fe,
      GATEHOUSE_TOKEN_URL: urls.token,
      GATEHOUSE_CONTROL_URL: urls.control,
    });
    if (result.type === 'ended') return context.exit(result.code);
    throw new GatehouseError('wrong-usage', `The command "${command[0]}" could not be started: ${result.why}`);
  } finally {
    await gateway.stop();
  }
}

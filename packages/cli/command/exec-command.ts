import { createUrlEnvironment } from '@gatehouse/gateway';
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
GATEHOUSE_TOKEN_URL and GATEHOUSE_CONTROL_URL, and the key of the control API, where one is
configured, in GATEHOUSE_GATEWAY_API_KEY. Signals are passed on to it. The exit code is that of
the command; 128 and the signal's number when a signal ended it; 2 when it could not be started.`;

async function runExec(
  command: readonly string[],
  { context, ...options }: ExecOptions & { context: CommandContext },
): Promise<void> {
  const { host } = context;
  const { gateway, config, urls } = await openGateway(host, { ...options, port: 0 });
  try {
    if (options.json) host.out(`${JSON.stringify({ ready: true, urls })}\n`);
    const result = await host.runChild(command, {
      ...host.env,
      ...createUrlEnvironment(urls),
      // The key may stand in a file that the command does not know.
      ...(config.apiKey !== undefined && { GATEHOUSE_GATEWAY_API_KEY: config.apiKey.reveal() }),
    });
    if (result.type === 'ended') return context.exit(result.code);
    throw new GatehouseError('wrong-usage', `The command "${command[0]}" could not be started: ${result.why}`);
  } finally {
    await gateway.stop();
  }
}

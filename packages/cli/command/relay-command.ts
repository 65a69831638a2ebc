import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { openConfiguredRelay } from './open-relay.ts';
import { createConfigOption, createJsonOption, createLogOption, createPortOption } from './options.ts';
import { tellStop } from './tell-stop.ts';

interface RelayOptions {
  readonly config?: string;
  readonly port?: number;
  readonly json?: true;
  readonly logLevel: string;
}

/** `gatehouse relay`: runs the relay until it is told to stop. */
export function addRelayCommand(program: Command, context: CommandContext): void {
  program
    .command('relay')
    .description("run the relay, the skill's end: takes directives, states and events, and delivers them")
    .addOption(createConfigOption())
    .addOption(createPortOption("the port of the relay's API (default: 4500)"))
    .addOption(createJsonOption())
    .addOption(createLogOption())
    .action((options: RelayOptions) => runRelay(options, context));
}

async function runRelay(options: RelayOptions, { host }: CommandContext): Promise<void> {
  const { relay, url } = await openConfiguredRelay(host, options);
  try {
    host.out(
      options.json ? `${JSON.stringify({ ready: true, url })}\n` : `The relay listens on ${url}; stop it with Ctrl+C\n`,
    );
    await tellStop(host, options);
  } finally {
    await relay.stop();
  }
}

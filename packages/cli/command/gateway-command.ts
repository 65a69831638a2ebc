import type { Gateway } from '@gatehouse/gateway';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { openGateway } from './open-gateway.ts';
import {
  createConfigOption,
  createDataOption,
  createJsonOption,
  createLogOption,
  createPortOption,
  createSeedOption,
} from './options.ts';
import { tellStop } from './tell-stop.ts';

interface GatewayOptions {
  readonly config?: string;
  readonly port?: number;
  readonly data?: string;
  readonly seed?: number;
  readonly json?: true;
  readonly logLevel: string;
}

/** `gatehouse gateway`: runs the gateway until it is told to stop. */
export function addGatewayCommand(program: Command, context: CommandContext): void {
  program
    .command('gateway')
    .description("run the gateway, Amazon's end: three regions, token endpoint and control API")
    .addOption(createConfigOption())
    .addOption(createPortOption('the port of NA, with EU and FE on the next two (default: 4400)'))
    .addOption(createDataOption())
    .addOption(createSeedOption())
    .addOption(createJsonOption())
    .addOption(createLogOption())
    .action((options: GatewayOptions) => runGateway(options, context));
}

async function runGateway(options: GatewayOptions, { host }: CommandContext): Promise<void> {
  const { gateway, urls } = await openGateway(host, options);
  try {
    host.out(options.json ? `${JSON.stringify({ ready: true, urls })}\n` : encodeGreeting(urls));
    await tellStop(host, options);
  } finally {
    await gateway.stop();
  }
}

type Urls = Awaited<ReturnType<Gateway['start']>>['urls'];

function encodeGreeting(urls: Urls): string {
  return [
    'The gateway listens; stop it with Ctrl+C',
    `  North America  ${urls.na}`,
    `  Europe         ${urls.eu}`,
    `  Far East       ${urls.fe}`,
    `  Token endpoint ${urls.token}`,
    `  Control        ${urls.control}`,
    '',
  ].join('\n');
}

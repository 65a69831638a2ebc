import { createGateway, createGatewayConfig } from '@gatehouse/gateway';
import { createRelayConfig } from '@gatehouse/relay';
import { addSealingKey, encodeSealingKeys, KEY_BYTES } from '@gatehouse/relay/seal';
import type { Command } from 'commander';
import { warnOfUnknownVariables } from '../config/unknown-variables.ts';
import type { Host } from '../platform/host.ts';
import { createPinoLog } from '../platform/pino-log.ts';
import type { RunningSample } from '../sample/running-sample.ts';
import { createSampleSecrets, SampleHome } from '../sample/sample-home.ts';
import { SAMPLE } from '../sample/sample-names.ts';
import { tellJournal } from '../sample/tell-journal.ts';
import { tellOnce } from '../sample/tell-once.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit.ts';
import { openRelay } from './open-relay.ts';
import { createJsonOption, createLogOption, createPortOption } from './options.ts';
import { tellStop } from './tell-stop.ts';

interface DevOptions {
  readonly once?: true;
  readonly port?: number;
  readonly json?: true;
  readonly logLevel: string;
}

/** The port of the relay's API in the live sample. */
const RELAY_PORT = 4500;

const NOTES = `
The relay listens on port ${RELAY_PORT}, or on a free one where the gateway does. What both know is gone at the end. The sample reads
no configuration: GATEHOUSE_ variables and gatehouse.config.json count for "gatehouse gateway" and "gatehouse relay".`;

/** `gatehouse dev`: both ends and a sample home in one process. */
export function addDevCommand(program: Command, context: CommandContext): void {
  program
    .command('dev')
    .description('run gateway, relay and a sample home in one process, and tell each event with its effect')
    .option('--once', 'send one event of each kind, print a summary and end; 0 only if every effect arrived')
    .addOption(createPortOption('the port of NA (default: 4400, with --once free ports)'))
    .addOption(createJsonOption())
    .addOption(createLogOption())
    .addHelpText('after', NOTES)
    .action((options: DevOptions) => runDev(options, context));
}

/**
 * Starts what the sample needs, from the outside in, and stops all of it in the opposite order, also when one stop fails.
 * The store is a folder of its own, because the gateway of the sample remembers nothing that an earlier run was told.
 */
async function runDev(options: DevOptions, context: CommandContext): Promise<void> {
  const { host } = context;
  await using stops = new AsyncDisposableStack();
  const running = await startSample(options, { host, stops });
  if (options.once) {
    const arrived = await tellOnce(running, { json: options.json === true, host });
    return context.exit(arrived ? EXIT.done : EXIT.no);
  }
  // Beside the journal, whose last line may wait for the relay.
  void tellStop(host, options);
  await tellJournal(running, { json: options.json === true, host });
}

async function startSample(
  options: DevOptions,
  { host, stops }: { host: Host; stops: AsyncDisposableStack },
): Promise<RunningSample> {
  const { clock, random } = host;
  const log = createPinoLog({ level: options.logLevel, write: host.err });
  warnOfUnknownVariables(host.env, log);
  const gatewayPort = options.port ?? (options.once ? 0 : undefined);
  const gatewayConfig = createGatewayConfig({
    section: gatewayPort === undefined ? {} : { port: gatewayPort },
    env: {},
  });
  const gateway = createGateway({ config: gatewayConfig, clock, random, log: log.child({ end: 'gateway' }) });
  const { urls } = await gateway.start();
  stops.defer(() => gateway.stop());

  const secrets = createSampleSecrets(random);
  const sample = new SampleHome({ secrets, clock, random, log: log.child({ end: 'sample' }) });
  const { handlerUrl } = await sample.start();
  stops.defer(() => sample.stop());

  const folder = await host.createTemporaryFolder();
  stops.defer(() => host.removeFolder(folder));
  const section = {
    port: gatewayPort === 0 ? 0 : RELAY_PORT,
    store: `sqlite:${folder}`,
    keys: encodeSealingKeys(addSealingKey(undefined, { id: 'sample', bytes: random.bytes(KEY_BYTES) })),
    regions: { NA: urls.na, EU: urls.eu, FE: urls.fe },
    tokenUrl: urls.token,
    skill: { skillId: SAMPLE.skillId, clientId: SAMPLE.clientId, clientSecret: secrets.clientSecret.reveal() },
    handlerUrl,
    // The gateway beside it has taken a Discover as soon as it is answered: nothing has to be told twice.
    convergence: { afterDiscoverMs: 0 },
  };
  const { relay, url } = await openRelay(host, {
    config: createRelayConfig({ section, env: {} }),
    logLevel: options.logLevel,
  });
  stops.defer(() => relay.stop());
  return { relay: url, control: urls.control, sample };
}

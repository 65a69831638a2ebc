import { GatehouseError } from '@gatehouse/protocol';
import { createRelayConfig, type RelayConfig } from '@gatehouse/relay';
import {
  addSealingKey,
  countSeals,
  encodeSealingKeys,
  isUnfinished,
  KEY_BYTES,
  parseSealingKeys,
  type ResealEnd,
  type ResealProgress,
  resealAll,
  type SealingKeys,
} from '@gatehouse/relay/seal';
import type { Command } from 'commander';
import { readConfigFile } from '../config/config-file.ts';
import type { Host } from '../platform/host.ts';
import { encodeSealStatus, encodeSealTable } from '../seal/encode-seal-status.ts';
import { openSealAccess } from '../seal/open-seal-access.ts';
import { addApiKeyCommand } from './api-key-command.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit.ts';
import { createConfigOption, createJsonOption, createLogOption, createRelayPortOption } from './options.ts';

interface KeysOptions {
  readonly config?: string;
  readonly port?: number;
  readonly json?: true;
  readonly logLevel: string;
}

/** How many bytes of chance an id is made of. */
const ID_BYTES = 6;

/** `gatehouse keys generate|rotate|status|api`: the keys that a relay's grants are sealed with, and those of its API. */
export function addKeysCommand(program: Command, context: CommandContext): void {
  const keys = program
    .command('keys')
    .description("make, rotate and look at the keys that a relay's grants are sealed with; make keys of its API");
  keys
    .command('generate')
    .description('make a key file with one key; an existing file is never overwritten')
    .option('--file <file>', 'write it there, readable by this user alone (default: to stdout)')
    .addOption(createJsonOption())
    .action((options: { file?: string; json?: true }) => runGenerate(options, context));
  keys
    .command('rotate')
    .description('add a key that seals from now on, and seal every grant with it; a rotation that was stopped goes on')
    .addOption(createConfigOption())
    .addOption(createRelayPortOption())
    .addOption(createJsonOption())
    .addOption(createLogOption())
    .action((options: KeysOptions) => runRotate(options, context));
  keys
    .command('status')
    .description('tell how many grants each key has sealed')
    .addOption(createConfigOption())
    .addOption(createRelayPortOption())
    .addOption(createJsonOption())
    .addOption(createLogOption())
    .action((options: KeysOptions) => runStatus(options, context));
  addApiKeyCommand(keys, context);
}

async function runGenerate({ file, json }: { file?: string; json?: true }, { host }: CommandContext): Promise<void> {
  const keys = addKey(undefined, host);
  const text = encodeSealingKeys(keys);
  if (file === undefined) return host.out(text);
  await host.createFile(file, text);
  host.out(
    json
      ? `${JSON.stringify({ file, current: keys.current })}\n`
      : `${file} holds the key ${keys.current}; keep a copy apart from the store, and name the file in GATEHOUSE_RELAY_KEYS_FILE\n`,
  );
}

async function runStatus(options: KeysOptions, { host }: CommandContext): Promise<void> {
  const { config, keys } = readSealing(host, options);
  const access = await openSealAccess(host, { config, logLevel: options.logLevel });
  try {
    const status = encodeSealStatus(await countSeals(access, keys), keys);
    host.out(options.json ? `${JSON.stringify(status)}\n` : encodeSealTable(status));
  } finally {
    await access.close();
  }
}

async function runRotate(options: KeysOptions, context: CommandContext): Promise<void> {
  const { host } = context;
  const { config, keys, file } = readSealing(host, options);
  if (file === undefined) {
    const message = 'The sealing keys stand in the environment, where no key can be added; name a key file instead';
    throw new GatehouseError('config-missing', message, { pointer: '/keysFile' });
  }
  const access = await openSealAccess(host, { config, logLevel: options.logLevel });
  try {
    const count = await countSeals(access, keys);
    const resumed = isUnfinished(count);
    const next = resumed ? keys : addKey(keys, host);
    if (!resumed) await host.replaceFile(file, encodeSealingKeys(next));
    const { current } = next;
    const onProgress = createProgress(options.json === true, { host, total: count.total });
    const end = await resealAll(access, { current, signal: host.stop, onProgress });
    tellEnd({ ...end, current, resumed }, { host, json: options.json === true });
    context.exit(end.done && end.failed.length === 0 ? EXIT.done : EXIT.no);
  } finally {
    await access.close();
  }
}

function addKey(keys: SealingKeys | undefined, { random }: Host): SealingKeys {
  const id = `key-${Buffer.from(random.bytes(ID_BYTES)).toString('hex')}`;
  return addSealingKey(keys, { id, bytes: random.bytes(KEY_BYTES) });
}

function readSealing(
  host: Host,
  options: KeysOptions,
): { config: RelayConfig; keys: SealingKeys; file: string | undefined } {
  const file = readConfigFile(host.readFile, options.config);
  const env = options.port === undefined ? host.env : { ...host.env, GATEHOUSE_RELAY_PORT: String(options.port) };
  const config = createRelayConfig({ section: file.relay, env, readFile: host.readFile });
  if (config.sealing !== undefined) {
    return { config, keys: parseSealingKeys(config.sealing.keys.reveal()), file: config.sealing.file };
  }
  const message = 'No sealing keys are configured; name a key file in relay.keysFile or GATEHOUSE_RELAY_KEYS_FILE';
  throw new GatehouseError('sealing-keys-missing', message, { pointer: '/keysFile' });
}

/** A line that changes in place for people, a line for each step for programs, and nothing for a pipe. */
function createProgress(
  json: boolean,
  { host, total }: { host: Host; total: number },
): (progress: ResealProgress) => void {
  if (json) return progress => host.out(`${JSON.stringify({ ...progress, total })}\n`);
  if (!host.terminal) return () => {};
  return ({ looked, resealed, failed }) => {
    const faults = failed === 0 ? '' : `, ${failed} cannot be opened`;
    host.err(`\r\u001b[2K${looked} of ${total} grants looked at, ${resealed} sealed anew${faults}`);
  };
}

type RotationEnd = ResealEnd & { readonly current: string; readonly resumed: boolean };

function tellEnd(end: RotationEnd, { host, json }: { host: Host; json: boolean }): void {
  const { current, resumed, resealed, failed, done } = end;
  if (json) {
    host.out(`${JSON.stringify(end)}\n`);
    return;
  }
  if (host.terminal) host.err('\n');
  const began = resumed ? `The sealing with ${current} went on` : `Grants are sealed with the new key ${current}`;
  host.out(`${began}: ${resealed} sealed anew${done ? '' : '; it was stopped: run it again to go on'}\n`);
  for (const { customer, code } of failed) host.err(`gatehouse: the grant of ${customer} stays as it is [${code}]\n`);
}

import { GatehouseError, parseTimestamp } from '@gatehouse/protocol';
import { API_SCOPES, type ApiScope, hashApiKey } from '@gatehouse/relay';
import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { createJsonOption } from './options.ts';

interface ApiKeyOptions {
  readonly id?: string;
  readonly scope?: readonly ApiScope[];
  readonly expires?: string;
  readonly json?: true;
}

/** How many bytes of chance a key is made of, and the id that it has when none is given. */
const KEY_BYTES = 32;
const ID_BYTES = 6;

/** `gatehouse keys api`: a new key of the relay's API and its entry for the configuration; neither is kept anywhere. */
export function addApiKeyCommand(keys: Command, context: CommandContext): void {
  keys
    .command('api')
    .description("make a key of the relay's API: prints it once, with the entry of its hash for relay.apiKeys")
    .option('--id <id>', 'what logs and answers call the key (default: made up)')
    .addOption(new Option('--scope <scope...>', 'what it allows (default: everything)').choices([...API_SCOPES]))
    .option('--expires <time>', 'until when it is let in, such as 2027-01-31T00:00:00Z (default: for ever)')
    .addOption(createJsonOption())
    .action((options: ApiKeyOptions) => runApiKey(options, context));
}

function runApiKey({ id, scope, expires, json }: ApiKeyOptions, { host }: CommandContext): void {
  checkId(id);
  const { random, clock } = host;
  checkEnd(expires, clock.now());
  const key = `ghk_${Buffer.from(random.bytes(KEY_BYTES)).toString('base64url')}`;
  const entry = {
    id: id ?? `api-${Buffer.from(random.bytes(ID_BYTES)).toString('hex')}`,
    hash: hashApiKey(key).toString('hex'),
    ...(scope === undefined ? {} : { scopes: API_SCOPES.filter(one => scope.includes(one)) }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
  };
  if (json) {
    host.out(`${JSON.stringify({ key, entry })}\n`);
    return;
  }
  host.out(`The key, shown this once:\n  ${key}\n`);
  host.out(`Its entry for relay.apiKeys, beside those of the keys still in use:\n  ${JSON.stringify(entry)}\n`);
}

function checkId(id: string | undefined): void {
  if (id === undefined || /^[A-Za-z0-9._-]{1,64}$/.test(id)) return;
  throw new GatehouseError('wrong-usage', '--id is no id of a key; allowed are 1 to 64 of A-Z a-z 0-9 . _ -');
}

function checkEnd(expires: string | undefined, now: number): void {
  if (expires === undefined) return;
  const at = parseTimestamp(expires);
  if (at !== undefined && at > now) return;
  const found = at === undefined ? 'no time' : `${expires}, which is past`;
  const message = `--expires is ${found}; allowed is a time to come as ISO 8601 in UTC, such as 2027-01-31T00:00:00Z`;
  throw new GatehouseError('wrong-usage', message);
}

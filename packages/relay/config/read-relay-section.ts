import { encodeReadFailure } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { Compile } from 'typebox/schema';
import { describeDemand } from './describe-demand.ts';
import { type RelaySection, relaySectionSchema } from './relay-section-schema.ts';
import { relaySettings, type Setting } from './relay-settings.ts';

/** Where configuration comes from. Nothing else is looked at. */
export interface RelayConfigSources {
  /** The section `relay` of the configuration file, as parsed. */
  readonly section?: unknown;
  /** Environment variables. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reads a secret's file; throws when it cannot. */
  readonly readFile?: (path: string) => string;
}

type Draft = Record<string, unknown>;

const validator = Compile(relaySectionSchema);
const secretKeys = new Set(['apiKey', 'apiKeys', 'clientSecret', 'handlerKey', 'keys']);

/**
 * Lays the environment over the file's section and checks the result. Secrets that a file holds are read, so that
 * `apiKeyFile`, `handlerKeyFile` and `clientSecretFile` are gone from what it returns; `keysFile` stays, for keys are read anew.
 *
 * @throws GatehouseError `config-unknown-key` and `config-invalid`, with the pointer of the value at fault
 */
export function readRelaySection(sources: RelayConfigSources): RelaySection {
  const draft = cloneSection(sources.section);
  for (const setting of relaySettings) applySetting(draft, setting, sources);
  checkSection(draft);
  takeSecretFile(draft, ['apiKey'], sources);
  takeSecretFile(draft, ['handlerKey'], sources);
  takeSecretFile(draft, ['skill', 'clientSecret'], sources);
  takeSecretFile(draft, ['customer', 'clientSecret'], sources);
  takeSecretFile(draft, ['notices', 'clientSecret'], sources);
  const { keysFile } = draft;
  takeSecretFile(draft, ['keys'], sources);
  if (keysFile !== undefined) draft.keysFile = keysFile;
  return draft as RelaySection;
}

function cloneSection(section: unknown): Draft {
  if (section === undefined) return {};
  if (!isRecord(section)) {
    throw new GatehouseError('config-invalid', 'Section relay of the configuration is not an object', { pointer: '' });
  }
  return structuredClone(section);
}

function applySetting(draft: Draft, setting: Setting, sources: RelayConfigSources): void {
  const text = textOf(setting, sources);
  if (text === undefined) return;
  const parent = parentOf(draft, setting.path);
  const key = setting.path.at(-1) ?? '';
  const file = setting.form === 'kept-secret' ? present(sources.env?.[`${setting.variable}_FILE`]) : undefined;
  delete parent[key];
  if (setting.form === 'secret' || setting.form === 'kept-secret') delete parent[`${key}File`];
  if (file === undefined) parent[key] = parseSetting(setting, text);
  else parent[`${key}File`] = file;
}

function textOf(setting: Setting, sources: RelayConfigSources): string | undefined {
  const value = present(sources.env?.[setting.variable]);
  if (setting.form !== 'secret' && setting.form !== 'kept-secret') return value;
  const path = present(sources.env?.[`${setting.variable}_FILE`]);
  if (path === undefined) return value;
  const pointer = pointerOf(setting.path);
  if (value !== undefined) {
    const message = `${setting.variable} and ${setting.variable}_FILE are both set; allowed is one of them`;
    throw new GatehouseError('config-invalid', message, { pointer });
  }
  return readSecret(path, { name: `${setting.variable}_FILE`, pointer, sources });
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

function parseSetting(setting: Setting, text: string): unknown {
  if (setting.form === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  const json = setting.form === 'json' || (setting.form === 'text-or-json' && text.startsWith('{'));
  if (!json) return text;
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the text, which may be a secret.
    const message = `${setting.variable} is not JSON; allowed is what the file's ${setting.path.join('.')} may be`;
    throw new GatehouseError('config-invalid', message, { pointer: pointerOf(setting.path) });
  }
}

function takeSecretFile(draft: Draft, path: readonly string[], sources: RelayConfigSources): void {
  const parent = path.length === 1 ? draft : draft[path[0] ?? ''];
  if (!isRecord(parent)) return;
  const key = path.at(-1) ?? '';
  const file = parent[`${key}File`];
  if (typeof file !== 'string') return;
  const name = `relay.${path.join('.')}File`;
  if (parent[key] !== undefined) {
    const message = `${name} stands beside ${key}; allowed is one of them`;
    throw new GatehouseError('config-invalid', message, { pointer: pointerOf(path) });
  }
  delete parent[`${key}File`];
  parent[key] = readSecret(file, { name, pointer: pointerOf(path), sources });
}

function readSecret(path: string, options: { name: string; pointer: string; sources: RelayConfigSources }): string {
  const { name, pointer, sources } = options;
  if (sources.readFile === undefined) {
    throw new GatehouseError('config-invalid', `${name} names a file, and files cannot be read here`, { pointer });
  }
  let text: string;
  try {
    text = sources.readFile(path).trim();
  } catch (cause) {
    const message = `${name} names ${path}, which could not be read: ${encodeReadFailure(cause)}; name a file that the relay may read`;
    throw new GatehouseError('config-invalid', message, { pointer, cause });
  }
  if (text !== '') return text;
  throw new GatehouseError('config-invalid', `${name} names ${path}, which is empty`, { pointer });
}

/** Unknown keys come first, because a misspelt key is often what makes another one look missing. */
function checkSection(draft: Draft): void {
  const [valid, errors] = validator.Errors(draft);
  if (valid) return;
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const key = error.params.additionalProperties[0] ?? '';
    const pointer = `${error.instancePath}/${key}`;
    // Where the value itself is at fault, and not refused whatever it is, its name is known.
    if (errors.some(other => other.instancePath === pointer && other.keyword !== 'boolean')) continue;
    throw new GatehouseError('config-unknown-key', `Unknown key ${dotted(pointer)}; remove it or mend its name`, {
      pointer,
    });
  }
  const error = errors[0];
  const pointer = error?.instancePath ?? '';
  const demand = describeDemand(relaySectionSchema, errors);
  // What stands in the place of a whole part may be the secret that belongs into it.
  const isPart = error?.keyword === 'type' && ['object', 'array'].includes(String(error.params.type));
  const value = isPart ? 'something else' : found(draft, pointer);
  throw new GatehouseError('config-invalid', `${dotted(pointer)} ${demand}; found ${value}`, { pointer });
}

function found(draft: Draft, pointer: string): string {
  const path = pointer.split('/').slice(1);
  const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), draft);
  if (Array.isArray(value) && value.length === 0) return 'an empty list';
  if (path.some(key => secretKeys.has(key))) return 'something else';
  if (isRecord(value)) return describeKeys(value);
  return Array.isArray(value) ? 'a list' : (JSON.stringify(value) ?? 'nothing');
}

/** What is in a part may be a secret: its keys alone are told. */
function describeKeys(part: Draft): string {
  const keys = Object.keys(part);
  return keys.length === 0 ? 'an object without members' : `an object with ${keys.join(', ')}`;
}

function parentOf(draft: Draft, path: readonly string[]): Draft {
  let parent = draft;
  for (const key of path.slice(0, -1)) {
    const child = parent[key] ?? {};
    if (!isRecord(child)) {
      const message = `relay.${key} is not an object; found something else`;
      throw new GatehouseError('config-invalid', message, { pointer: pointerOf([key]) });
    }
    parent[key] = child;
    parent = child;
  }
  return parent;
}

function pointerOf(path: readonly string[]): string {
  return path.map(key => `/${key}`).join('');
}

function dotted(pointer: string): string {
  return `relay${pointer.replaceAll('/', '.')}`;
}

function isRecord(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

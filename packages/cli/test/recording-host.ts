import { readFile } from 'node:fs/promises';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import type { ChildResult, Host } from '../platform/host.ts';
import { createFile, replaceFile } from '../platform/private-file.ts';

/** A host that keeps what was written, and runs and removes nothing; members can be replaced. */
export interface RecordingHost extends Host {
  readonly written: { out: string; err: string };
  readonly removed: string[];
  readonly children: { command: readonly string[]; env: Readonly<Record<string, string | undefined>> }[];
}

/** Makes a host for tests; `files` are the files that it can read, `input` what stands on stdin. */
export function createRecordingHost(
  options: {
    files?: Readonly<Record<string, string>>;
    child?: ChildResult;
    stop?: AbortSignal;
    input?: string;
    colour?: boolean;
    terminal?: boolean;
    env?: Host['env'];
    clock?: Host['clock'];
  } = {},
): RecordingHost {
  const written = { out: '', err: '' };
  const removed: string[] = [];
  const children: RecordingHost['children'] = [];
  return {
    env: options.env ?? {},
    clock: options.clock ?? createSystemClock(),
    random: createSystemRandom(),
    colour: options.colour ?? false,
    terminal: options.terminal ?? false,
    stop: options.stop ?? new AbortController().signal,
    written,
    removed,
    children,
    out: text => {
      written.out += text;
    },
    err: text => {
      written.err += text;
    },
    readFile: path => {
      const text = options.files?.[path];
      if (text === undefined) throw Object.assign(new TypeError('no such file'), { code: 'ENOENT' });
      return text;
    },
    loadFile: path => readFile(path, 'utf8'),
    createFile,
    replaceFile,
    readInput: () => Promise.resolve(options.input ?? ''),
    createTemporaryFolder: () => Promise.reject(new TypeError('this host makes no folders')),
    removeFolder: path => Promise.resolve(void removed.push(path)),
    runChild: (command, env) => {
      children.push({ command, env });
      return Promise.resolve(options.child ?? { type: 'ended', code: 0 });
    },
  };
}

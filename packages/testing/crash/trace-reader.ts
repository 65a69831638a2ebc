import { GatehouseError } from '@gatehouse/protocol';
import { type DiskChange, type DiskNode, type PendingChange, ROOT_NODE } from './disk-change.ts';
import { parseTrace, parseTraceText, type TraceCall } from './trace-call.ts';

/** What lies in the recorded directory once the process has ended: a file's content by its path below the root. */
export type Look = (path: string) => Uint8Array | undefined;

/**
 * The system calls that a recording must hold: all that open, name, change or sync a file. Those with `?` are not there
 * on every machine.
 */
export const RECORDED_CALLS: readonly string[] = [
  ...['openat', 'close', 'write', 'pwrite64', 'writev', 'pwritev', '?pwritev2', 'ftruncate', 'truncate', 'fallocate'],
  ...[
    'fsync',
    'fdatasync',
    'mkdirat',
    'unlinkat',
    'renameat',
    'renameat2',
    'linkat',
    'symlinkat',
    'mmap',
    'dup',
    'dup3',
  ],
  ...['copy_file_range', 'sendfile', 'splice', 'syncfs', 'sync', '?open', '?openat2', '?creat', '?mkdir', '?unlink'],
  ...['?rmdir', '?rename', '?link', '?symlink', '?dup2'],
];

/** Calls that change a file in a way that is not followed here; the argument that names the file's descriptor. */
const UNFOLLOWED: Readonly<Record<string, number>> = {
  write: 0,
  writev: 0,
  pwritev: 0,
  pwritev2: 0,
  fallocate: 0,
  copy_file_range: 2,
  sendfile: 0,
  splice: 2,
  syncfs: 0,
  dup: 0,
  dup2: 0,
  dup3: 0,
};

/** Calls on names that are not followed here; the arguments that are paths. */
const UNFOLLOWED_PATHS: Readonly<Record<string, readonly number[]>> = {
  truncate: [0],
  rmdir: [0],
  link: [0, 1],
  linkat: [1, 3],
  symlink: [1],
  symlinkat: [2],
  renameat: [1, 3],
  renameat2: [1, 3],
  openat2: [1],
};

const STDOUT = 1;

/**
 * The index of SQLite's write-ahead log is a file that is mapped into memory when a log is there already. Nothing of it
 * has to be on the disk: whoever opens it first empties it (sqlite.org/walformat.html, section 2.2).
 */
export const INDEX_ENDING = '-shm';

/**
 * Turns the traces of processes that worked in one directory, one after the other, into what they did to the disk. Its
 * own state: which names there are, and which descriptor of the process is which file.
 */
export class TraceReader {
  readonly #root: string;
  readonly #names = new Map<string, DiskNode>([['', ROOT_NODE]]);
  readonly #open = new Map<number, DiskNode>();
  readonly #paths = new Map<DiskNode, string>();
  #lastNode = ROOT_NODE;
  #line = 0;

  /** @param root the recorded directory, absolute; it is empty before the first process */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Reads the trace of the next process. A write of which nobody knows whether it was done, for the process was killed in
   * it, was done if the file says so.
   *
   * @throws GatehouseError `invalid-request` when the process did something to the directory that is not followed here
   */
  read(lines: readonly string[], look: Look): readonly DiskChange[] {
    this.#open.clear();
    const changes: DiskChange[] = [];
    const end = this.#line + lines.length;
    for (const call of parseTrace(lines)) {
      const times = { begun: this.#line + call.begun, ended: Math.min(end, this.#line + call.ended) };
      if (call.result !== undefined && call.result < 0) continue;
      for (const change of this.#follow(call, look)) changes.push({ ...change, ...times });
    }
    this.#line = end;
    return changes;
  }

  #follow(call: TraceCall, look: Look): readonly (PendingChange | Told)[] {
    const { name, args, result } = call;
    this.#refuse(call);
    switch (name) {
      case 'open':
        return this.#openFile({ path: args[0], flags: args[1], result });
      case 'creat':
        return this.#openFile({ path: args[0], flags: 'O_CREAT|O_TRUNC', result });
      case 'openat':
        return this.#openFile({ path: args[1], flags: args[2], result });
      case 'close':
        this.#open.delete(Number(args[0]));
        return [];
      case 'mkdir':
        return this.#make(this.#pathOf(args[0]), 'directory');
      case 'mkdirat':
        return this.#make(this.#pathOf(args[1]), 'directory');
      case 'unlink':
        return this.#remove(this.#pathOf(args[0]));
      case 'unlinkat':
        return this.#remove(this.#pathOf(args[1]));
      case 'rename':
        return this.#rename(this.#pathOf(args[0]), this.#pathOf(args[1]));
      case 'write':
        return Number(args[0]) === STDOUT
          ? [{ type: 'acknowledge', text: parseTraceText(args[1] ?? '').toString() }]
          : [];
      default:
        return this.#touch(call, look);
    }
  }

  #touch({ name, args, result }: TraceCall, look: Look): readonly (PendingChange | Told)[] {
    const node = this.#open.get(Number(args[0]));
    if (node === undefined) return [];
    if (name === 'ftruncate') return [{ type: 'resize', node, size: Number(args[1]) }];
    if (name === 'fsync' || name === 'fdatasync') return result === undefined ? [] : [{ type: 'sync', node }];
    if (name !== 'pwrite64') return [];
    const offset = Number(args[3]);
    const bytes = parseTraceText(args[1] ?? '').subarray(0, result);
    const write = { type: 'write', node, offset, bytes } as const;
    return result !== undefined || this.#isThere(write, look) ? [write] : [];
  }

  #isThere({ node, offset, bytes }: Extract<PendingChange, { type: 'write' }>, look: Look): boolean {
    const content = look(this.#paths.get(node) ?? '');
    return content !== undefined && Buffer.compare(content.subarray(offset, offset + bytes.length), bytes) === 0;
  }

  #openFile(call: {
    path: string | undefined;
    flags: string | undefined;
    result: number | undefined;
  }): PendingChange[] {
    const path = this.#pathOf(call.path);
    if (path === undefined || call.result === undefined) return [];
    const flags = (call.flags ?? '').split('|');
    const known = this.#names.get(path);
    if (known !== undefined) {
      this.#open.set(call.result, known);
      return flags.includes('O_TRUNC') ? [{ type: 'resize', node: known, size: 0 }] : [];
    }
    const made = this.#make(path, 'file');
    this.#open.set(call.result, this.#lastNode);
    return made;
  }

  #make(path: string | undefined, kind: 'file' | 'directory'): PendingChange[] {
    if (path === undefined) return [];
    const node = ++this.#lastNode;
    this.#names.set(path, node);
    this.#paths.set(node, path);
    return [{ type: 'make', ...this.#placeOf(path), node, kind }];
  }

  #remove(path: string | undefined): PendingChange[] {
    if (path === undefined) return [];
    this.#names.delete(path);
    return [{ type: 'remove', ...this.#placeOf(path) }];
  }

  #rename(from: string | undefined, to: string | undefined): PendingChange[] {
    if (from === undefined && to === undefined) return [];
    const node = this.#names.get(from ?? '');
    const [place, target] = [this.#placeOf(from ?? ''), this.#placeOf(to ?? '')];
    if (from === undefined || to === undefined || node === undefined || place.in !== target.in) {
      throw unfollowed('rename from one directory to another');
    }
    this.#names.delete(from);
    this.#names.set(to, node);
    this.#paths.set(node, to);
    return [{ type: 'rename', ...place, to: target.name }];
  }

  #placeOf(path: string): { in: DiskNode; name: string } {
    const cut = path.lastIndexOf('/');
    return { in: this.#names.get(cut < 0 ? '' : path.slice(0, cut)) ?? ROOT_NODE, name: path.slice(cut + 1) };
  }

  /** A path below the root, without it; undefined for any other. */
  #pathOf(argument: string | undefined): string | undefined {
    if (argument === undefined || !argument.startsWith('"')) return undefined;
    const path = parseTraceText(argument).toString();
    if (path === this.#root) return '';
    return path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length + 1) : undefined;
  }

  #refuse({ name, args }: TraceCall): void {
    const shared =
      name === 'mmap' && args[2]?.includes('PROT_WRITE') === true && args[3]?.includes('MAP_SHARED') === true;
    const descriptor = shared ? 4 : UNFOLLOWED[name];
    const node = descriptor === undefined ? undefined : this.#open.get(Number(args[descriptor]));
    const touched = node !== undefined && !(shared && this.#paths.get(node)?.endsWith(INDEX_ENDING));
    const named = (UNFOLLOWED_PATHS[name] ?? []).some(index => this.#pathOf(args[index]) !== undefined);
    if (touched || named || name === 'sync') throw unfollowed(name);
  }
}

type Told =
  | { readonly type: 'sync'; readonly node: DiskNode }
  | { readonly type: 'acknowledge'; readonly text: string };

function unfollowed(what: string): GatehouseError {
  return new GatehouseError(
    'invalid-request',
    `The recorded process used ${what} on the store, which the trace cannot follow`,
  );
}

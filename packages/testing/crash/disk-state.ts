import { type DiskNode, type PendingChange, ROOT_NODE } from './disk-change.ts';

/** The files of a directory by their paths in it, as a power cut could leave them. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

/** What the names in each directory stand for. */
type DiskNames = ReadonlyMap<DiskNode, ReadonlyMap<string, DiskNode>>;

/** Files and directories as they lie on a disk, or would after some changes. Values do not change once they are in it. */
export class DiskState {
  readonly #files: Map<DiskNode, Uint8Array>;
  readonly #directories: Map<DiskNode, Map<string, DiskNode>>;

  constructor(files: ReadonlyMap<DiskNode, Uint8Array> = new Map(), directories: DiskNames = new Map()) {
    this.#files = new Map(files);
    this.#directories = new Map([...directories].map(([node, names]) => [node, new Map(names)]));
  }

  /** The same state, to be changed on its own. */
  copy(): DiskState {
    return new DiskState(this.#files, this.#directories);
  }

  /** Does changes to it, in the order given. What a hole leaves open in a file is zeros. */
  apply(changes: readonly PendingChange[]): this {
    const rooms = this.#createRooms(changes);
    for (const change of changes) this.#apply(change, rooms);
    return this;
  }

  /** The files that have a name, by their paths below the root. */
  toImage(): DiskImage {
    const image = new Map<string, Uint8Array>();
    this.#collect(ROOT_NODE, '', image);
    return image;
  }

  /** The content of a file. */
  read(node: DiskNode): Uint8Array {
    return this.#files.get(node) ?? NOTHING;
  }

  #apply(change: PendingChange, rooms: ReadonlyMap<DiskNode, Uint8Array>): void {
    switch (change.type) {
      case 'make':
        this.#namesOf(change.in).set(change.name, change.node);
        if (change.kind === 'directory') this.#namesOf(change.node);
        return;
      case 'remove':
        this.#namesOf(change.in).delete(change.name);
        return;
      case 'rename':
        this.#rename(change);
        return;
      case 'resize':
        this.#put(change.node, { room: rooms.get(change.node), size: change.size });
        return;
      case 'write': {
        const room = rooms.get(change.node);
        const size = Math.max(this.read(change.node).length, change.offset + change.bytes.length);
        this.#put(change.node, { room, size });
        room?.set(change.bytes, change.offset);
        return;
      }
    }
  }

  /** Other states share the bytes, so each file that changes gets new ones, once, with room for all that will be written. */
  #createRooms(changes: readonly PendingChange[]): ReadonlyMap<DiskNode, Uint8Array> {
    const sizes = new Map<DiskNode, number>();
    for (const change of changes) {
      if ('in' in change) continue;
      const size = change.type === 'resize' ? change.size : change.offset + change.bytes.length;
      sizes.set(change.node, Math.max(size, sizes.get(change.node) ?? this.read(change.node).length));
    }
    return new Map([...sizes].map(([node, size]) => [node, this.#createRoom(node, size)]));
  }

  #createRoom(node: DiskNode, size: number): Uint8Array {
    const room = new Uint8Array(size);
    room.set(this.read(node));
    return room;
  }

  /** A file that is cut short and grows again has zeros where it was cut. */
  #put(node: DiskNode, { room, size }: { room: Uint8Array | undefined; size: number }): void {
    const before = this.read(node).length;
    if (size < before) room?.fill(0, size, before);
    this.#files.set(node, room?.subarray(0, size) ?? NOTHING);
  }

  #rename({ in: directory, name, to }: Extract<PendingChange, { type: 'rename' }>): void {
    const names = this.#namesOf(directory);
    const node = names.get(name);
    if (node === undefined) return;
    names.delete(name);
    names.set(to, node);
  }

  #namesOf(directory: DiskNode): Map<string, DiskNode> {
    const known = this.#directories.get(directory) ?? new Map<string, DiskNode>();
    this.#directories.set(directory, known);
    return known;
  }

  #collect(directory: DiskNode, above: string, image: Map<string, Uint8Array>): void {
    for (const [name, node] of this.#namesOf(directory)) {
      const path = `${above}${name}`;
      if (this.#directories.has(node)) this.#collect(node, `${path}/`, image);
      else image.set(path, this.read(node));
    }
  }
}

const NOTHING = new Uint8Array();

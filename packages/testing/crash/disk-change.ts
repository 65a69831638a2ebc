/** A file or directory by what it is, whatever its names are: a new one after each creation. */
export type DiskNode = number;

/** What can still be missing, or be there in part, after a power cut, until a sync. */
export type PendingChange =
  /** A name comes to be in a directory. */
  | {
      readonly type: 'make';
      readonly in: DiskNode;
      readonly name: string;
      readonly node: DiskNode;
      readonly kind: 'file' | 'directory';
    }
  /** A name goes. */
  | { readonly type: 'remove'; readonly in: DiskNode; readonly name: string }
  /** A name becomes another one of the same directory, in place of what had that name. */
  | { readonly type: 'rename'; readonly in: DiskNode; readonly name: string; readonly to: string }
  | { readonly type: 'write'; readonly node: DiskNode; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly type: 'resize'; readonly node: DiskNode; readonly size: number };

/**
 * One thing that a recorded process did to its directory or said. `begun` and `ended` order it among the others, as
 * those of a `TraceCall` do.
 */
export type DiskChange = (
  | PendingChange
  /** Everything that was done to this file, or to the names in this directory, before the sync began, is on the disk. */
  | { readonly type: 'sync'; readonly node: DiskNode }
  /** The process has told somebody that so much is done. */
  | { readonly type: 'acknowledge'; readonly text: string }
) & { readonly begun: number; readonly ended: number };

/** The directory in which everything takes place; it is there from the beginning. */
export const ROOT_NODE: DiskNode = 0;

/** What a change touches: the file, or the directory that has the name. */
export function touchedNode(change: PendingChange): DiskNode {
  return 'in' in change ? change.in : change.node;
}

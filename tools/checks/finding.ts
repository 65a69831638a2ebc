import type { SourceTree } from '../tree/source-tree.ts';

/** Something that a check found wrong. `line` counts from 1; 0 when the whole file is meant. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A check of the tree: everything that it finds wrong, in the order of the files. */
export type TreeCheck = (tree: SourceTree) => Finding[];

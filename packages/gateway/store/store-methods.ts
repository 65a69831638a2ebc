import type { PackedTexts } from './packed-texts.ts';

/**
 * Changes in the order in which they happened, three texts each: kind, key and value as JSON; null when the thing is
 * gone.
 */
export type ChangeTexts = readonly (string | null)[];

/** What is written in one transaction. */
export interface WriteAsk {
  /** Whether everything that is there goes first. */
  readonly replace: boolean;
  readonly changes: ChangeTexts;
  /** Entries of the journal up to this number go afterwards. */
  readonly journalFloor: number;
}

/** A part of what is there, in the order in which it was first kept. */
export interface ReadPage {
  readonly changes: ChangeTexts;
  /** The value for `after`; undefined when nothing is left. */
  readonly next?: number;
}

/** The same as it crosses to the thread. */
export interface PackedWriteAsk extends Omit<WriteAsk, 'changes'> {
  readonly changes: PackedTexts;
}

/** What the store's thread can be asked; each is one transaction. */
export interface StoreMethods {
  write(ask: PackedWriteAsk): void;
  /** A part of everything but the journal's entries. */
  readRecords(ask: { readonly after: number }): ReadPage;
  /** A part of the journal's entries. */
  readJournal(ask: { readonly after: number }): ReadPage;
}

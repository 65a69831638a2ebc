import type { NoticeName } from './notice-name.ts';
import type { NoticeSlots } from './notice-slots.ts';

/**
 * How well a sentence is founded: `documented` by examples of Amazon's own pages, `seen` in the accounts of developers who
 * restate Amazon's templates, `chosen` by us where no template is known. How days, times and numbers are said is ours
 * throughout.
 */
export type NoticeBasis = 'documented' | 'seen' | 'chosen';

/** The sentence of one notice in one language. */
export interface NoticePhrase {
  readonly basis: NoticeBasis;
  readonly encode: (slots: NoticeSlots, skillName?: string) => string;
}

/** The sentences of one language. */
export type NoticePhrases = Readonly<Record<NoticeName, NoticePhrase>>;

/** The word for a member of an enumeration; for a member that the table does not have, its own name in small letters. */
export function wordOf(words: Readonly<Record<string, string>>, member: string): string {
  return (Object.hasOwn(words, member) ? words[member] : undefined) ?? member.toLowerCase().replaceAll('_', ' ');
}

/** A set of letters that a text is checked against letter by letter: 0 at the code of each letter of the set, else 1. */
export type Letters = Readonly<Uint8Array>;

/** The letters of a text as a set. */
export function createLetters(text: string): Letters {
  const letters = new Uint8Array(0x10000).fill(1);
  for (let index = 0; index < text.length; index += 1) {
    letters[text.charCodeAt(index)] = 0;
  }
  return letters;
}

/**
 * Whether a text is 1 to so many letters long and all of them are of the set. Quicker than a pattern on short texts;
 * four letters at a time, since most of the work is the loop itself.
 */
export function hasOnlyLetters(text: string, letters: Letters, longest: number): boolean {
  const { length } = text;
  if (length === 0 || length > longest) {
    return false;
  }
  let others = 0;
  let index = 0;
  for (; index + 3 < length; index += 4) {
    others |=
      (letters[text.charCodeAt(index)] ?? 1) |
      (letters[text.charCodeAt(index + 1)] ?? 1) |
      (letters[text.charCodeAt(index + 2)] ?? 1) |
      (letters[text.charCodeAt(index + 3)] ?? 1);
  }
  for (; index < length; index += 1) {
    others |= letters[text.charCodeAt(index)] ?? 1;
  }
  return others === 0;
}

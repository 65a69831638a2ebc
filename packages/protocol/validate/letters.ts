/** A set of ASCII letters that a text is checked against letter by letter. */
export type Letters = Readonly<Uint8Array>;

/** The letters of a text as a set. */
export function createLetters(text: string): Letters {
  const letters = new Uint8Array(128);
  for (let index = 0; index < text.length; index += 1) {
    letters[text.charCodeAt(index)] = 1;
  }
  return letters;
}

/** Whether a text is 1 to so many letters long and all of them are of the set. Quicker than a pattern on short texts. */
export function hasOnlyLetters(text: string, letters: Letters, longest: number): boolean {
  const { length } = text;
  if (length === 0 || length > longest) {
    return false;
  }
  for (let index = 0; index < length; index += 1) {
    if (letters[text.charCodeAt(index)] !== 1) {
      return false;
    }
  }
  return true;
}

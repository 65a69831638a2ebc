/** Letters that a text may be made of, ready to check texts: a pattern that finds a text with any other letter. */
export type Letters = RegExp;

/**
 * The letters of a class as a pattern has it between brackets. The pattern goes through a text eight letters at a
 * time, since the loop costs more than the letters, and finds nothing when all is well: what it finds V8 has to note.
 */
export function createLetters(letterClass: string): Letters {
  const times = (count: number): string => `[${letterClass}]`.repeat(count);
  return new RegExp(`^(?!(?:${times(8)})*(?:${times(4)})?(?:${times(2)})?(?:${times(1)})?$)`);
}

/** Whether a text is 1 to so many letters long and all of them are of the class. */
export function hasOnlyLetters(text: string, letters: Letters, longest: number): boolean {
  return text !== '' && text.length <= longest && !letters.test(text);
}

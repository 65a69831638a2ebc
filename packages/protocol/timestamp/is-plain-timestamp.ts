/** Finds what does not look like a time: asked this way round, V8 has nothing to note about a text that does. */
const otherShape = /^(?![1-9]\d\d\d-[01]\d-[0-3]\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d\d\dZ|Z|\.\d\d?Z)$)/;

/** The months of 31 days, one bit each. */
const longMonths = 0b1_0101_1010_1010;

/**
 * Whether a text is surely a time that `parseTimestamp` takes, decided without taking it apart; false says nothing:
 * the 29th of February is left to the calendar.
 */
export function isPlainTimestamp(text: string): boolean {
  if (otherShape.test(text)) {
    return false;
  }
  const month = digitsAt(text, 5);
  const day = digitsAt(text, 8);
  if (month < 1 || month > 12 || day < 1) {
    return false;
  }
  if (day <= 28) {
    return true;
  }
  return day <= 30 ? month !== 2 : day === 31 && ((longMonths >> month) & 1) === 1;
}

/** The number that two digits make. */
function digitsAt(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528;
}

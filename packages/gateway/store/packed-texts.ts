/**
 * A list of texts, or null, as one text and their lengths, -1 for null: what crosses between threads as it is copied
 * in one go, while each text of a list costs a step of its own.
 */
export interface PackedTexts {
  readonly text: string;
  readonly lengths: Int32Array;
}

/** Packs a list. */
export function packTexts(texts: readonly (string | null)[]): PackedTexts {
  const lengths = new Int32Array(texts.length);
  for (let index = 0; index < texts.length; index++) lengths[index] = texts[index]?.length ?? -1;
  return { text: texts.join(''), lengths };
}

/** The list that was packed. */
export function unpackTexts({ text, lengths }: PackedTexts): (string | null)[] {
  let start = 0;
  return Array.from(lengths, length => {
    if (length < 0) return null;
    const unpacked = text.slice(start, start + length);
    start += length;
    return unpacked;
  });
}

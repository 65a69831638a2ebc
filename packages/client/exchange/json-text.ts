/** The value of a JSON text, or undefined when it is none. */
export function parseJsonText(text: string): unknown {
  // The usual answer has no body, and an exception for each would be the dearest part of a call.
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

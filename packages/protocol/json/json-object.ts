/** An object as JSON has it: names and values, neither null nor an array. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object in the sense of JSON. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member of an object; undefined for anything that is not an object or does not have it. */
export function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The text at a path of member names; undefined when a step is missing or the value there is not text. */
export function textAt(value: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(memberOf, value);
  return typeof found === 'string' ? found : undefined;
}

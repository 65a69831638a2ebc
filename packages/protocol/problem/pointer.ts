/** Writes a path of member names and array indexes as a JSON Pointer (RFC 6901); the whole document is `''`. */
export function encodePointer(path: readonly (string | number)[]): string {
  return path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads a JSON Pointer (RFC 6901) into its member names; undefined when the text is not one. */
export function parsePointer(pointer: string): readonly string[] | undefined {
  if (pointer === '') {
    return [];
  }
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) {
    return undefined;
  }
  return pointer
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

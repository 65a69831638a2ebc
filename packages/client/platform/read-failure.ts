/** Why a file could not be read, in words that fit behind a colon; the machine's own words where its code is a rare one. */
export function encodeReadFailure(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a directory';
  return error instanceof Error ? error.message : String(error);
}

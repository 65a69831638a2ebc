/** The oldest Node.js that has what Gatehouse needs: SQLite, and `await using`. */
const OLDEST_MAJOR = 24;

/**
 * Says why a version of Node.js is too old, as a line for stderr; undefined when it is not. Imports nothing, so that it
 * runs where the rest of the command would end over a module that is not there.
 *
 * @param version as in `process.versions.node`: `24.1.0`
 */
export function refuseNode(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return undefined;
  return [
    `gatehouse: Cannot run on Node.js ${version}; allowed is ${OLDEST_MAJOR} or newer`,
    `  Install a newer one, or put it into the project: npm install --save-dev node@${OLDEST_MAJOR}`,
    '',
  ].join('\n');
}

/** How much of a mistyped value is repeated. */
const LONGEST = 100;

/**
 * A URL or another address as messages may repeat it: without what may be a secret in it, a user name with its password
 * and a query. Also one that is mistyped: whatever stands before the last `@` counts as such.
 */
export function tellUrl(text: string): string {
  const [address = ''] = text.slice(text.lastIndexOf('@') + 1).split(/[?#]/);
  const shown = `${text.includes('@') ? '…@' : ''}${address.slice(0, LONGEST)}`;
  return JSON.stringify(/[?#]/.test(text) || address.length > LONGEST ? `${shown}…` : shown);
}

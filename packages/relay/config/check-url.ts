import { GatehouseError } from '@gatehouse/protocol';

/**
 * A URL as it is written. Its text stays out of the message: a mistyped URL may hold a password.
 *
 * @param pointer where it stands in the section `relay`, RFC 6901
 * @throws GatehouseError `config-invalid`
 */
export function checkUrl(text: string, pointer: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (known && url?.username === '' && url.password === '') return text;
  const message = `relay${pointer.replaceAll('/', '.')} is no URL that can be called; allowed are http and https without a user name`;
  throw new GatehouseError('config-invalid', message, { pointer });
}

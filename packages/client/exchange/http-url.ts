import { GatehouseError } from '@gatehouse/protocol';

/**
 * Reads the URL of the other side.
 *
 * @param what names the setting in the error's message; the text itself is not repeated, for it may hold a password
 * @throws GatehouseError `config-invalid` unless it is an `http:` or `https:` URL without credentials
 */
export function parseHttpUrl(text: string, what: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const found = url === undefined ? 'no URL' : url.username + url.password === '' ? url.protocol : 'credentials in it';
  if (url !== undefined && (found === 'http:' || found === 'https:')) return url;
  throw new GatehouseError(
    'config-invalid',
    `The ${what} cannot be used: found ${found}; allowed is an http: or https: URL without credentials`,
  );
}

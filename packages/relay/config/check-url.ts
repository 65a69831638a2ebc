import { GatehouseError } from '@gatehouse/protocol';
import { tellUrl } from './tell-url.ts';

/**
 * A URL as it is written.
 *
 * @param pointer where it stands in the section `relay`, RFC 6901
 * @throws GatehouseError `config-invalid`
 */
export function checkUrl(text: string, pointer: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const demand = /^https?:/i.test(text)
      ? 'is no URL; allowed is one such as https://example.com/path'
      : 'does not begin with http:// or https://; write the one that is meant before it';
    throw refuse(demand, text, pointer);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('has a user name or a password in it; allowed is a URL without them', text, pointer);
  }
  return text;
}

/**
 * A URL that paths are appended to, without slashes at its end.
 *
 * @param pointer where it stands in the section `relay`, RFC 6901
 * @throws GatehouseError `config-invalid`, also for one with the path of the event gateway, a query or a fragment
 */
export function checkBaseUrl(text: string, pointer: string): string {
  const base = checkUrl(text, pointer).replace(/\/+$/, '');
  const { pathname } = new URL(base);
  if (/\/v3\/events\/*$/i.test(pathname)) {
    throw refuse('ends in /v3/events, which the relay appends itself; leave it out', text, pointer);
  }
  if (/[?#]/.test(base)) {
    throw refuse('has a query or a fragment, behind which no path can be appended; leave it out', text, pointer);
  }
  return base;
}

function refuse(demand: string, text: string, pointer: string): GatehouseError {
  const message = `relay${pointer.replaceAll('/', '.')} ${demand}; found ${tellUrl(text)}`;
  return new GatehouseError('config-invalid', message, { pointer });
}

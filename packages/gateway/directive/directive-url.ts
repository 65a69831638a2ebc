import { GatehouseError } from '@gatehouse/protocol';

/** Where a skill takes its directives. */
export interface DirectiveTarget {
  /** Without it nothing can be sent. */
  readonly directiveUrl?: string;
  /** `lambda` replaces the URL's path by the invoke path of the Lambda runtime emulator. */
  readonly invoke: 'http' | 'lambda';
}

/** The path at which the Lambda runtime emulator takes invocations. */
export const INVOKE_PATH: string = '/2015-03-31/functions/function/invocations';

/**
 * The URL that directives are posted to. Only loopback and the configured hosts are allowed, so that whoever may
 * register a skill cannot make the gateway ask the network around it.
 *
 * @param allowedHosts `host` for any port or `host:port`; as in a URL, an IPv6 address in brackets
 * @throws GatehouseError `directive-url-refused` for anything but http and https, for a URL with credentials, and for
 *   any other host; the message does not repeat the URL, which may hold a key
 */
export function resolveDirectiveUrl(
  target: DirectiveTarget & { readonly directiveUrl: string },
  allowedHosts: readonly string[],
): URL {
  if (!URL.canParse(target.directiveUrl)) throw refuse('it is not an absolute URL');
  const url = new URL(target.directiveUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`its scheme is ${url.protocol.slice(0, -1)}; allowed are http and https`);
  }
  if (url.username !== '' || url.password !== '') throw refuse('it holds credentials, which a URL must not');
  const allowed = new Set(allowedHosts.map(host => host.toLowerCase()));
  if (!isLoopback(url.hostname) && !allowed.has(url.hostname) && !allowed.has(url.host)) {
    throw refuse(`its host is ${url.hostname}; allowed are loopback and the hosts of the configuration`);
  }
  if (target.invoke === 'lambda') {
    url.pathname = INVOKE_PATH;
    url.search = '';
  }
  url.hash = '';
  return url;
}

function refuse(why: string): GatehouseError {
  return new GatehouseError('directive-url-refused', `Cannot send directives to the URL: ${why}`, {
    pointer: '/directiveUrl',
  });
}

/** URL parsing has turned every other spelling of an IPv4 address into this one already. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

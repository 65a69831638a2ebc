import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { XStatic } from 'typebox/schema';
import { checkUrl } from './check-url.ts';
import type { customerSectionSchema } from './customer-section-schema.ts';

/** How patiently another party is asked for a customer, and how long its answer counts, in milliseconds. */
interface AskingConfig {
  readonly timeoutMs: number;
  readonly cacheMs: number;
}

/** RFC 7662: the authorization server of the device cloud says whose token it is. Without `claim`: `sub`, else `username`. */
export interface IntrospectionConfig extends AskingConfig {
  readonly resolve: 'introspection';
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly claim?: string;
}

/** The token is a JWT, signed with a key of the set at `url` by one of `algorithms`. */
export interface JwtConfig extends AskingConfig {
  readonly resolve: 'jwt';
  readonly url: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly claim: string;
}

/** A userinfo endpoint answers to the token with whose it is. */
export interface UserinfoConfig extends AskingConfig {
  readonly resolve: 'userinfo';
  readonly url: string;
  readonly claim: string;
}

/** How the customer of a directive is found where the header `gatehouse-customer` does not name it. */
export type CustomerConfig = { readonly resolve: 'header' } | IntrospectionConfig | JwtConfig | UserinfoConfig;

type CustomerSection = XStatic<typeof customerSectionSchema>;
type Resolve = CustomerConfig['resolve'];
type Key = Exclude<keyof CustomerSection, 'resolve' | 'clientSecretFile'>;

const TIMEOUT_MS = 3_000;
const CACHE_MS = 60_000;
/** Signatures that need no shared secret, and that every library of device clouds can make. */
const ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

const needed: Readonly<Record<Resolve, readonly Key[]>> = {
  header: [],
  introspection: ['url', 'clientId', 'clientSecret'],
  jwt: ['url', 'issuer', 'audience'],
  userinfo: ['url'],
};
const allowed: Readonly<Record<Resolve, readonly Key[]>> = {
  header: [],
  introspection: ['url', 'clientId', 'clientSecret', 'claim', 'timeoutMs', 'cacheMs'],
  jwt: ['url', 'issuer', 'audience', 'algorithms', 'claim', 'timeoutMs', 'cacheMs'],
  userinfo: ['url', 'claim', 'timeoutMs', 'cacheMs'],
};

/**
 * Makes the configuration of the member `customer`. Default: the header alone; a time-out of 3 s; answers count for a
 * minute; claim `sub`; algorithms RS256, PS256, ES256 and EdDSA.
 *
 * @throws GatehouseError `config-missing` for a key that this way needs, `config-invalid` for one that it has no use for
 */
export function resolveCustomerConfig(section: CustomerSection = { resolve: 'header' }): CustomerConfig {
  const { resolve } = section;
  for (const key of needed[resolve]) {
    if (section[key] === undefined) throw complain('config-missing', key, `is needed to find customers by ${resolve}`);
  }
  for (const key of Object.keys(section) as (keyof CustomerSection)[]) {
    if (key === 'resolve' || key === 'clientSecretFile' || allowed[resolve].includes(key)) continue;
    throw complain('config-invalid', key, `means nothing where customers are found by ${resolve}; remove it`);
  }
  if (resolve === 'header') return { resolve };
  const { url = '', clientId = '', clientSecret = '', issuer = '', audience = '', claim } = section;
  const { timeoutMs = TIMEOUT_MS, cacheMs = CACHE_MS, algorithms = ALGORITHMS } = section;
  const asking = { url: checkUrl(url, '/customer/url'), timeoutMs, cacheMs };
  if (resolve === 'userinfo') return { resolve, ...asking, claim: claim ?? 'sub' };
  if (resolve === 'jwt') return { resolve, ...asking, issuer, audience, algorithms, claim: claim ?? 'sub' };
  const credentials = { clientId, clientSecret: new Secret(clientSecret) };
  return { resolve, ...asking, ...credentials, ...(claim === undefined ? {} : { claim }) };
}

function complain(code: 'config-missing' | 'config-invalid', key: string, what: string): GatehouseError {
  return new GatehouseError(code, `relay.customer.${key} ${what}`, { pointer: `/customer/${key}` });
}

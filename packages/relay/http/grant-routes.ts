import { Secret } from '@gatehouse/client/platform';
import { GatehouseError, isJsonObject, type JsonObject, parseRegion, type Region } from '@gatehouse/protocol';
import type { GrantImport, GrantKeeper } from '../grant/grant-keeper.ts';
import { customerOperations } from '../openapi/customer-operations.ts';
import type { ApiRoute } from './api-route.ts';
import { readParam } from './read-request.ts';

const PATH = '/v1/customers/:customer/grant';
const MEMBERS = new Set(['region', 'refreshToken', 'accessToken', 'expiresInSeconds']);
const LONGEST_TOKEN = 4_096;
const LONGEST_LIFE_SECONDS = 86_400;

/**
 * `PUT /v1/customers/{c}/grant`: takes the tokens of another system over, in the place of any grant there is. Nothing is
 * asked of the token endpoint: the first message does that. `DELETE` forgets the grant; 404 when there is none.
 */
export function grantRoutes(grants: Pick<GrantKeeper, 'importGrant' | 'forgetGrant'>): ApiRoute[] {
  return [
    {
      method: 'PUT',
      path: PATH,
      scope: 'operate',
      operation: customerOperations.putGrant,
      commits: true,
      handle: async request => {
        const customer = readParam(request, 'customer');
        await grants.importGrant({ customer, ...parseGrant(request.body) });
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: PATH,
      scope: 'operate',
      operation: customerOperations.forgetGrant,
      commits: true,
      handle: async request => {
        const customer = readParam(request, 'customer');
        if (await grants.forgetGrant(customer)) return { status: 204 };
        throw new GatehouseError('not-linked', `Customer ${customer} has no grant to forget; check the id`);
      },
    },
  ];
}

function parseGrant(body: unknown): Omit<GrantImport, 'customer'> {
  if (!isJsonObject(body)) throw refuse('', 'The body is not an object; needed is refreshToken');
  const stranger = Object.keys(body).find(name => !MEMBERS.has(name));
  if (stranger !== undefined) {
    throw refuse(`/${stranger}`, `The body has a member that means nothing; allowed are ${[...MEMBERS].join(', ')}`);
  }
  const region = parseGrantRegion(body);
  const access = parseAccess(body);
  return {
    refreshToken: parseToken(body, 'refreshToken'),
    ...(region === undefined ? {} : { region }),
    ...(access === undefined ? {} : { access }),
  };
}

function parseGrantRegion({ region }: JsonObject): Region | undefined {
  if (region === undefined) return undefined;
  const known = typeof region === 'string' ? parseRegion(region) : undefined;
  if (known !== undefined) return known;
  throw refuse('/region', 'region is none of Alexa; allowed are NA, EU and FE');
}

/** An access token of unknown age is left out, and the first message asks for another. */
function parseAccess(body: JsonObject): GrantImport['access'] {
  const { accessToken, expiresInSeconds } = body;
  if (expiresInSeconds === undefined) {
    if (accessToken !== undefined) parseToken(body, 'accessToken');
    return undefined;
  }
  if (accessToken === undefined) {
    throw refuse('/expiresInSeconds', 'expiresInSeconds is there without accessToken; give both or neither');
  }
  const token = parseToken(body, 'accessToken');
  const seconds = Number.isInteger(expiresInSeconds) ? Number(expiresInSeconds) : 0;
  if (seconds >= 1 && seconds <= LONGEST_LIFE_SECONDS) return { token, expiresInSeconds: seconds };
  throw refuse('/expiresInSeconds', `expiresInSeconds is no whole number from 1 to ${LONGEST_LIFE_SECONDS}`);
}

/** A token goes out in headers: it has visible characters of ASCII alone. */
function parseToken(body: JsonObject, name: string): Secret {
  const value = body[name];
  if (typeof value === 'string' && value.length <= LONGEST_TOKEN && /^[\x21-\x7e]+$/.test(value)) {
    return new Secret(value);
  }
  throw refuse(`/${name}`, `${name} is no token; allowed are 1 to ${LONGEST_TOKEN} visible characters of ASCII`);
}

function refuse(pointer: string, message: string): GatehouseError {
  return new GatehouseError('invalid-request', message, { pointer });
}

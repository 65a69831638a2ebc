import { GatehouseError, memberOf, textAt } from '@gatehouse/protocol';
import type { RelayConfig } from '@gatehouse/relay';
import type { GrantRange, ResealResult, SealAccess } from '@gatehouse/relay/seal';
import { callJson, type JsonCall } from '../sample/call-json.ts';
import type { OpenSealAccess } from './opened-seal-access.ts';

/**
 * Asks the relay at the configured address for its seals, with the configured API key. Nothing is asked yet. What the
 * relay refuses has its own code; `unauthorized` says where the command line finds the key.
 */
export function openRelaySeals(config: Pick<RelayConfig, 'host' | 'port' | 'apiKey'>): OpenSealAccess {
  const { host, port, apiKey } = config;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const base = `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}/v1/keys`;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey.reveal()}` };
  return {
    by: 'relay',
    listSeals: range =>
      ask<Awaited<ReturnType<SealAccess['listSeals']>>>({
        method: 'GET',
        url: `${base}?${encodeRange(range)}`,
        headers,
      }),
    resealGrants: ({ current, ...range }) =>
      ask<ResealResult>({
        method: 'POST',
        url: `${base}/reseal?${encodeRange(range)}`,
        headers,
        body: { current },
      }),
    close: async () => {},
  };
}

/** A refusal of the relay keeps its code where it is one that a person can act on. */
async function ask<Body>(call: JsonCall): Promise<Body> {
  const { status, body } = await callJson(call);
  if (status === 200) return body as Body;
  if (status === 401) throw wordStranger(call);
  const [detail = 'It gave no reason', code = `status ${status}`] = [textAt(body, ['detail']), textAt(body, ['code'])];
  const known = (['conflict', 'forbidden', 'sealing-keys-invalid'] as const).find(
    one => one === memberOf(body, 'code'),
  );
  throw new GatehouseError(known ?? 'unreachable', `The relay refused to look at its seals (${code}): ${detail}`);
}

/** The relay names the header that it wants; who uses the command line sets a variable. */
function wordStranger({ url, headers }: JsonCall): GatehouseError {
  const what = headers?.authorization === undefined ? 'wants an API key, and none is set' : 'refuses the API key';
  const message = `The relay at ${new URL(url).origin} ${what}; set GATEHOUSE_RELAY_API_KEY, or apiKey in the configuration's relay, to one with the scope operate`;
  return new GatehouseError('unauthorized', message);
}

function encodeRange({ after, limit }: GrantRange): string {
  return new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { after }) }).toString();
}

import { GatehouseError, memberOf, textAt } from '@gatehouse/protocol';
import type { RelayConfig } from '@gatehouse/relay';
import type { GrantRange, ResealResult, SealAccess } from '@gatehouse/relay/seal';
import { callJson, type JsonCall } from '../sample/call-json.ts';
import type { OpenSealAccess } from './opened-seal-access.ts';

/** Asks the relay at the configured address for its seals, with the configured API key. Nothing is asked yet. */
export function openRelaySeals({ host, port, apiKey }: RelayConfig): OpenSealAccess {
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
  const [detail = 'It gave no reason', code = `status ${status}`] = [textAt(body, ['detail']), textAt(body, ['code'])];
  const known = (['conflict', 'unauthorized', 'forbidden', 'sealing-keys-invalid'] as const).find(
    one => one === memberOf(body, 'code'),
  );
  throw new GatehouseError(known ?? 'unreachable', `The relay refused to look at its seals (${code}): ${detail}`);
}

function encodeRange({ after, limit }: GrantRange): string {
  return new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { after }) }).toString();
}

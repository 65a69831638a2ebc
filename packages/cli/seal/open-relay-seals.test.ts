import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { openRelaySeals } from './open-relay-seals.ts';
import type { OpenSealAccess } from './opened-seal-access.ts';

async function open(
  t: TestContext,
  answer: { status: number; body: object },
  apiKey?: Secret,
): Promise<OpenSealAccess> {
  const server = createServer((_request, response) =>
    response.writeHead(answer.status).end(JSON.stringify(answer.body)),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise(resolve => server.close(resolve)));
  return openRelaySeals({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, ...(apiKey && { apiKey }) });
}

async function refusal(access: OpenSealAccess): Promise<string> {
  const error: unknown = await access.listSeals({ limit: 1 }).catch((thrown: unknown) => thrown);
  return error instanceof GatehouseError ? `${error.code}: ${error.message}` : assert.fail('It was no refusal');
}

const stranger = { status: 401, body: { code: 'unauthorized', detail: 'Send Authorization: Bearer with a key' } };

test('openRelaySeals() names the variable of the API key when the relay wants one, or another one', async t => {
  const missing = await refusal(await open(t, stranger));
  assert.match(missing, /^unauthorized: .* wants an API key, and none is set; set GATEHOUSE_RELAY_API_KEY/);
  const wrong = await refusal(await open(t, stranger, new Secret('gatehouse-secret-wrong')));
  assert.match(wrong, /^unauthorized: .* refuses the API key; set GATEHOUSE_RELAY_API_KEY/);
  for (const message of [missing, wrong]) assert.doesNotMatch(message, /Bearer|gatehouse-secret/);
});

test("openRelaySeals() keeps the relay's code and words of another refusal", async t => {
  const body = { code: 'forbidden', detail: 'The request needs a key with the scope operate' };
  assert.match(await refusal(await open(t, { status: 403, body })), /^forbidden: .*needs a key with the scope operate/);
  assert.match(await refusal(await open(t, { status: 500, body: {} })), /^unreachable: .*status 500/);
});

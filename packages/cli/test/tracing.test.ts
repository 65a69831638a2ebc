import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { changeReport } from '@gatehouse/protocol';
import { assertNoSecret, runCommand, startCommand, startScriptedGateway } from '@gatehouse/testing';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly { name: string; traceId: string }[] }[];
  }[];
}

/** A collector that takes OTLP over HTTP, with JSON. */
async function startCollector(t: TestContext): Promise<{ url: string; exports: Export[]; headers: unknown[] }> {
  const [exports, headers]: [Export[], unknown[]] = [[], []];
  const server = createServer(async (request, response) => {
    assert.equal(request.url, '/v1/traces');
    headers.push(request.headers['x-collector']);
    exports.push((await json(request)) as Export);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exports, headers };
}

test('gatehouse relay sends its spans to the endpoint of the environment, the last ones when it is told to stop', async t => {
  const collector = await startCollector(t);
  const amazon = await startScriptedGateway();
  t.after(() => amazon.close());
  const relay = await startCommand(['relay', '--port', '0', '--json'], {
    env: {
      GATEHOUSE_NA_URL: amazon.urls.NA,
      GATEHOUSE_TOKEN_URL: amazon.tokenUrl,
      GATEHOUSE_CLIENT_ID: 'client-1',
      GATEHOUSE_CLIENT_SECRET: 'gatehouse-secret-client',
      GATEHOUSE_RELAY_STORE: 'memory:',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector=here',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    },
  });
  t.after(() => relay.kill('SIGKILL'));
  const url = `${relay.ready.url}/v1/customers/c-1`;
  const { accessToken, refreshToken } = amazon.createTokens('c-1');
  const grant = {
    region: 'NA',
    refreshToken: refreshToken.reveal(),
    accessToken: accessToken.reveal(),
    expiresInSeconds: 3600,
  };
  const headers = { 'content-type': 'application/json', traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  const put = await fetch(`${url}/grant`, { method: 'PUT', headers, body: JSON.stringify(grant) });
  assert.equal(put.status, 204);
  const stream = await fetch(`${relay.ready.url}/v1/stream`);
  const timeOfSample = new Date().toISOString();
  const sample = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON', timeOfSample };
  const changed = [{ ...sample, uncertaintyInMilliseconds: 0 }];
  const report = changeReport({ endpointId: 'lamp-1', messageId: 'm-1', cause: 'RULE_TRIGGER', changed });
  const posted = await fetch(`${url}/events`, { method: 'POST', headers, body: JSON.stringify(report) });
  assert.equal(posted.status, 202);
  await amazon.waitFor(1, { path: 'events' });
  await relay.kill('SIGTERM');
  assert.equal((await relay.exited).code, 0);
  assert.match(await stream.text(), /event: end\n/, 'an open stream is ended, and does not hold up the stop');
  const groups = collector.exports.flatMap(({ resourceSpans }) => resourceSpans);
  const spans = groups.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans));
  const names = spans.filter(({ traceId }) => traceId === TRACE).map(({ name }) => name);
  for (const name of ['POST /v1/customers/{customer}/events', 'commit', 'delivery', 'post', 'verdict', 'settle']) {
    assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}`);
  }
  const resource = new Map(groups[0]?.resource.attributes.map(({ key, value }) => [key, value.stringValue]));
  assert.equal(resource.get('service.name'), 'gatehouse-relay');
  assert.equal(resource.get('deployment.environment'), 'test');
  assert.equal(collector.headers[0], 'here');
  assertNoSecret(JSON.stringify(collector.exports), 'what was exported');
});

test('gatehouse relay goes on, and stops, when nobody takes its spans', async t => {
  const relay = await startCommand(['relay', '--port', '0', '--json'], {
    env: { GATEHOUSE_RELAY_STORE: 'memory:', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
  });
  t.after(() => relay.kill('SIGKILL'));
  const put = await fetch(`${relay.ready.url}/v1/customers/c-1/grant`, { method: 'PUT' });
  assert.equal(put.status, 400);
  await relay.kill('SIGTERM');
  assert.equal((await relay.exited).code, 0);
});

for (const [name, value, allowed] of [
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', /http\/json/],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', /allowed is one such as http:/],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector', /allowed is one such as http:/],
  ['OTEL_TRACES_SAMPLER', 'sometimes', /parentbased_traceidratio/],
  ['OTEL_TRACES_SAMPLER_ARG', '2', /from 0 to 1/],
] as const) {
  test(`gatehouse relay says config-invalid when ${name} is ${value}`, async () => {
    const { code, stderr } = await runCommand(['relay', '--port', '0'], {
      env: {
        GATEHOUSE_RELAY_STORE: 'memory:',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        [name]: value,
      },
    });
    assert.notEqual(code, 0);
    assert.match(stderr, allowed);
  });
}

test('gatehouse relay makes no spans when the environment says so', async t => {
  const collector = await startCollector(t);
  for (const said of [
    { OTEL_SDK_DISABLED: 'true' },
    { OTEL_TRACES_EXPORTER: 'none' },
    { OTEL_TRACES_SAMPLER: 'always_off' },
  ]) {
    const relay = await startCommand(['relay', '--port', '0', '--json'], {
      env: { GATEHOUSE_RELAY_STORE: 'memory:', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...said },
    });
    t.after(() => relay.kill('SIGKILL'));
    await fetch(`${relay.ready.url}/v1/customers/c-1/grant`, { method: 'PUT' });
    await relay.kill('SIGTERM');
    assert.equal((await relay.exited).code, 0);
  }
  assert.deepEqual(collector.exports, []);
});

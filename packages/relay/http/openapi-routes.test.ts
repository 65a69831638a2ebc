import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, memberOf } from '@gatehouse/protocol';
import { Validator } from '@seriousme/openapi-schema-validator';
import { CUSTOMER, type RelayBench, startRelay } from '../test/relay-bench.ts';
import { API_SCOPES } from './api-scope.ts';

async function read(bench: RelayBench): Promise<JsonObject> {
  const { status, headers, body } = await bench.call('GET', '/openapi.json');
  assert.deepEqual([status, headers.get('content-type')?.split(';')[0]], [200, 'application/json']);
  return body as JsonObject;
}

function operationsOf(document: JsonObject): { name: string; operation: JsonObject }[] {
  return Object.entries(document.paths as Record<string, JsonObject>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation: operation as JsonObject,
    })),
  );
}

test('GET /openapi.json is valid OpenAPI 3.1', async t => {
  const document = await read(await startRelay(t));
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
  assert.doesNotThrow(() => validator.resolveRefs(), 'every reference leads somewhere');
});

/** The paths of the interface's page, and what operators have beside them. */
const PAGE = `
  POST /v1/directives
  PUT /v1/customers/{customer}/endpoints/{endpoint}
  GET /v1/customers/{customer}/endpoints/{endpoint}
  DELETE /v1/customers/{customer}/endpoints/{endpoint}
  GET /v1/customers/{customer}/endpoints
  PATCH /v1/customers/{customer}/endpoints/{endpoint}/state
  POST /v1/customers/{customer}/events
  POST /v1/events
  POST /v1/replies/{token}
  GET /v1/events/{event}
  GET /v1/events
  POST /v1/events/{event}/replay
  GET /v1/customers/{customer}
  GET /v1/customers
  POST /v1/customers/{customer}/resume
  POST /v1/customers/{customer}/drop
  PUT /v1/customers/{customer}/grant
  DELETE /v1/customers/{customer}/grant
  GET /v1/keys
  POST /v1/keys/reseal
  GET /v1/ledger
  GET /v1/stream
  GET /metrics
  GET /healthz
  GET /readyz
  GET /openapi.json`;

test('GET /openapi.json has every path, and each answers', async t => {
  const bench = await startRelay(t);
  const names = new Set(operationsOf(await read(bench)).map(({ name }) => name));
  for (const line of PAGE.trim().split('\n')) assert.ok(names.has(line.trim()), line);
  for (const name of names) {
    const [method = '', path = ''] = name.split(' ');
    if (path === '/v1/stream' || path === '/metrics') continue;
    const { status, body } = await bench.call(method, path.replace(/\{\w+\}/g, 'nobody'));
    assert.notEqual(status, 405, name);
    if (status === 404)
      assert.notEqual(memberOf(body, 'detail'), 'The relay has no such path; its paths begin with /v1');
  }
});

test('GET /openapi.json names each operation once, with its scope, its problems and what it is for', async t => {
  const operations = operationsOf(await read(await startRelay(t)));
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { name, operation } of operations) {
    assert.match(String(operation.summary), /^[A-Z]/, name);
    const security = operation.security as readonly JsonObject[];
    const [scope] = (security[0]?.apiKey ?? []) as string[];
    const open = ['GET /healthz', 'GET /readyz', 'GET /openapi.json'].includes(name);
    assert.equal(
      API_SCOPES.some(one => one === scope),
      !open,
      name,
    );
    const problem = memberOf(memberOf(operation.responses, '401'), 'content');
    assert.equal(isJsonObject(problem) && 'application/problem+json' in problem, !open, name);
  }
});

test('GET /openapi.json has an example of each body of events, which is taken, and the README shows that of all customers', async t => {
  const bench = await startRelay(t);
  const paths = memberOf(await read(bench), 'paths');
  const exampleOf = (path: string): unknown => {
    const body = memberOf(memberOf(memberOf(paths, path), 'post'), 'requestBody');
    return memberOf(memberOf(memberOf(body, 'content'), 'application/json'), 'example');
  };
  const whole = exampleOf('/v1/events');
  const own = exampleOf('/v1/customers/{customer}/events');
  for (const [path, body] of [['/v1/events', whole] as const, [`/v1/customers/${CUSTOMER}/events`, own] as const]) {
    const answer = await bench.call('POST', path, { body });
    assert.deepEqual([answer.status, memberOf(answer.body, 'rejected')], [202, []], path);
  }
  const page = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']): unknown => JSON.parse(text));
  assert.ok(shown.some(one => isDeepStrictEqual(one, whole)));
});

test('GET /openapi.json needs no key and tells of nobody', async t => {
  const bench = await startRelay(t, { section: { apiKey: 'gatehouse-secret-openapi' } });
  const key = { authorization: 'Bearer gatehouse-secret-openapi' };
  const before = JSON.stringify(await read(bench));
  const grant = { refreshToken: 'Atzr|GATEHOUSE-openapi' };
  const put = await bench.call('PUT', `/v1/customers/${CUSTOMER}/grant`, { body: grant, headers: key });
  assert.equal(put.status, 204);
  const after = JSON.stringify(await read(bench));
  assert.equal(after, before);
  assert.equal(after.includes(CUSTOMER), false);
});

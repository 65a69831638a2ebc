import assert from 'node:assert/strict';
import type { JsonAnswer } from './gateway-fixture.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Asserts the documented error body, exactly (send-events reference, Example response body). */
export function assertGatewayError(answer: JsonAnswer, status: number, code: string): void {
  const { header, payload } = answer.body as { header: Record<string, string>; payload: Record<string, string> };
  assert.deepEqual([answer.status, payload.code], [status, code]);
  assert.deepEqual(Object.keys(answer.body as object), ['header', 'payload']);
  assert.deepEqual(Object.keys(header), ['namespace', 'name', 'messageId']);
  assert.deepEqual([header.namespace, header.name], ['System', 'Exception']);
  assert.match(header.messageId ?? '', UUID);
  assert.deepEqual(Object.keys(payload), ['code', 'description']);
  assert.ok(payload.description);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
}

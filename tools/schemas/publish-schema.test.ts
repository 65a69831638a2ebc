import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormSchema } from '@gatehouse/protocol';
import { DIALECT, labelSchema, publishSchema } from './publish-schema.ts';

test('publishSchema() turns our notes into what any reader knows, at every depth', () => {
  const note: FormSchema = { type: 'string', rule: 'timestamp', missing: 'm', allowed: 'a time', secret: true };
  const published = { type: 'string', description: 'Allowed: a time', $comment: 'Rule timestamp' };
  const schema: FormSchema = {
    type: 'object',
    required: ['rule'],
    properties: { rule: note, list: { type: 'array', items: note } },
    additionalProperties: note,
    anyOf: [{ properties: { rule: note } }],
  };
  assert.deepEqual(publishSchema(schema), {
    type: 'object',
    required: ['rule'],
    properties: { rule: published, list: { type: 'array', items: published } },
    additionalProperties: published,
    anyOf: [{ properties: { rule: published } }],
  });
});

test('publishSchema() leaves what is JSON Schema as it is', () => {
  const schema: FormSchema = { enum: ['A', 1, true], minLength: 1, pattern: '^a', additionalProperties: false };
  assert.deepEqual(publishSchema(schema), schema);
});

test('labelSchema() puts dialect, id, title and description first', () => {
  const label = { id: 'urn:gatehouse:message:x', title: 'x' };
  const said = labelSchema({ ...label, description: 'What x is' }, { type: 'string', description: 'Allowed: text' });
  assert.deepEqual(Object.entries(said), [
    ['$schema', DIALECT],
    ['$id', label.id],
    ['title', 'x'],
    ['description', 'What x is'],
    ['type', 'string'],
  ]);
  assert.equal(labelSchema(label, { description: 'Allowed: text' }).description, 'Allowed: text');
});

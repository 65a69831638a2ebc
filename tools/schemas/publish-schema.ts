import type { FormSchema } from '@gatehouse/protocol';

/** A JSON Schema as it is published: plain JSON. */
export type PublishedSchema = Readonly<Record<string, unknown>>;

/** Where a published schema says what it is; the id is a URN. */
export interface SchemaLabel {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** The dialect of every published schema. */
export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The notes of our forms that mean nothing to other readers of a schema. */
const NOTES = new Set(['rule', 'missing', 'allowed', 'secret']);

/**
 * A form as JSON Schema 2020-12 for other readers: what is allowed in words becomes the description, the rule a
 * comment, other notes of ours go.
 */
export function publishSchema(schema: FormSchema): PublishedSchema {
  const published: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!NOTES.has(keyword)) published[keyword] = publishKeyword(keyword, value);
  }
  if (schema.allowed !== undefined) published.description = `Allowed: ${schema.allowed}`;
  if (schema.rule !== undefined) published.$comment = `Rule ${schema.rule}`;
  return published;
}

function publishKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') {
    const members = Object.entries(value as Readonly<Record<string, FormSchema>>);
    return Object.fromEntries(members.map(([name, member]) => [name, publishSchema(member)]));
  }
  if (keyword === 'anyOf') return (value as readonly FormSchema[]).map(publishSchema);
  const isSchema = typeof value === 'object' && (keyword === 'items' || keyword === 'additionalProperties');
  return isSchema ? publishSchema(value as FormSchema) : value;
}

/** A published schema that stands on its own, with its dialect, id and title before everything else. */
export function labelSchema({ id, title, description }: SchemaLabel, schema: PublishedSchema): PublishedSchema {
  const { description: own, ...rest } = schema;
  const says = description ?? own;
  return { $schema: DIALECT, $id: id, title, ...(says === undefined ? {} : { description: says }), ...rest };
}

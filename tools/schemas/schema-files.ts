import { createCapabilitySchemas } from './capability-schemas.ts';
import { createMessageSchemas } from './message-schemas.ts';
import { createNoticeSchemas } from './notice-schemas.ts';
import type { PublishedSchema } from './publish-schema.ts';

/** Where the published schemas lie. */
export const SCHEMA_FOLDER = 'packages/protocol/schemas';

/** Every published schema by its path in the repository. */
export function createSchemaFiles(): ReadonlyMap<string, PublishedSchema> {
  const schemas = [...createMessageSchemas(), ...createCapabilitySchemas(), ...createNoticeSchemas()];
  return new Map(schemas.map(([name, schema]) => [`${SCHEMA_FOLDER}/${name}.json`, schema]));
}

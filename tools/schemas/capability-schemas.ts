import { type Capability, capabilities, type FormSchema } from '@gatehouse/protocol';
import { labelSchema, type PublishedSchema, publishSchema } from './publish-schema.ts';

/**
 * One schema file for each interface of which some form is known, by file name without its ending. Its definitions
 * are the values of properties, the configuration and further members of the capability object, and the payloads of
 * directives and own events; each has an id of its own.
 */
export function createCapabilitySchemas(): ReadonlyMap<string, PublishedSchema> {
  return new Map(
    capabilities
      .map(capability => [`capability.${capability.interface}`, publishCapability(capability)] as const)
      .filter(([, schema]) => Object.keys(schema.$defs ?? {}).length > 0),
  );
}

/** The forms of an interface by name: `property.brightness`, `directive.SetBrightness`, `configuration` … */
export function formsOf(capability: Capability): ReadonlyMap<string, FormSchema> {
  const { properties, configuration, configurations, members, directivePayloads, eventPayloads } = capability;
  const values = Object.entries(properties).map(([name, { schema }]) => [name, schema] as const);
  const named = (part: string, forms: Iterable<readonly [string, FormSchema]>): [string, FormSchema][] =>
    [...forms].map(([name, form]) => [`${part}.${name}`, form]);
  return new Map([
    ...named('property', values),
    ...(configuration === undefined ? [] : [['configuration', configuration] as const]),
    ...(configurations === undefined ? [] : [['configurations', configurations] as const]),
    ...named('member', Object.entries(members ?? {})),
    ...named('directive', Object.entries(directivePayloads ?? {})),
    ...named('event', Object.entries(eventPayloads ?? {})),
  ]);
}

function publishCapability(capability: Capability): PublishedSchema & { readonly $defs?: object } {
  const id = `urn:gatehouse:capability:${capability.interface}`;
  const $defs = Object.fromEntries(
    [...formsOf(capability)].map(([name, form]) => [
      name,
      { $id: `${id}:${name.replace('.', ':')}`, ...publishSchema(form) },
    ]),
  );
  const description = `The forms of ${capability.interface} as definitions. Source: ${capability.source}`;
  return labelSchema({ id, title: capability.interface, description }, { $defs });
}

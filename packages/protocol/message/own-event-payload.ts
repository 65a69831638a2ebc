import { capabilities } from '../capability/capabilities.ts';
import type { FormSchema } from '../form/form-schema.ts';

/** Interfaces whose events have a schema of the whole message. */
const described: ReadonlySet<string> = new Set(['Alexa.DoorbellEventSource', 'Alexa.SimpleEventSource']);

/**
 * The payloads of events that interfaces define for themselves, by namespace, a slash and name, as far as they are
 * known; the payload of any other event is only an object. Source: fact sheet 2.
 */
export const ownEventPayloads: Readonly<Record<string, FormSchema>> = Object.fromEntries(
  capabilities
    .filter(capability => !described.has(capability.interface))
    .flatMap(({ interface: namespace, eventPayloads = {} }) =>
      Object.entries(eventPayloads).map(([name, payload]): [string, FormSchema] => [`${namespace}/${name}`, payload]),
    ),
);

import type { DiscoveryEndpoint } from '../discovery/discovery-endpoint.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { createHeader } from './header.ts';

/** An AddOrUpdateReport without scope, for at most 300 endpoints. Source: fact sheet 2 and 4. */
export function addOrUpdateReport(parts: {
  readonly messageId: string;
  readonly endpoints: readonly (DiscoveryEndpoint | Readonly<Record<string, unknown>>)[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'AddOrUpdateReport'], { messageId: parts.messageId });
  return { event: { header, payload: { endpoints: [...parts.endpoints] } } };
}

/** A DeleteReport without scope, for at most 300 endpoints. Source: fact sheet 2 and 4. */
export function deleteReport(parts: {
  readonly messageId: string;
  readonly endpointIds: readonly string[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'DeleteReport'], { messageId: parts.messageId });
  return { event: { header, payload: { endpoints: parts.endpointIds.map(endpointId => ({ endpointId })) } } };
}

/** The answer to Discover. Source: fact sheet 2. */
export function discoverResponse(parts: {
  readonly messageId: string;
  readonly endpoints: readonly (DiscoveryEndpoint | Readonly<Record<string, unknown>>)[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'Discover.Response'], { messageId: parts.messageId });
  return { event: { header, payload: { endpoints: [...parts.endpoints] } } };
}

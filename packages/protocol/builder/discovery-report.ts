import type { DiscoveryEndpoint } from '../discovery/discovery-endpoint.ts';
import { memberOf } from '../json/json-object.ts';
import { type CatalogueChange, mergeCatalogue } from '../merge/merge-catalogue.ts';
import { splitEndpoints } from '../merge/split-endpoints.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { createHeader } from './header.ts';

/** An endpoint as discovery describes it, typed or not. */
export type DescribedEndpoint = DiscoveryEndpoint | Readonly<Record<string, unknown>>;

/**
 * An AddOrUpdateReport without scope, for at most 300 endpoints and 256 KB; `addOrUpdateReports` divides more. Of an
 * endpoint that is described twice the later description counts. Source: fact sheet 2 and 4.
 */
export function addOrUpdateReport(parts: {
  readonly messageId: string;
  readonly endpoints: readonly DescribedEndpoint[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'AddOrUpdateReport'], { messageId: parts.messageId });
  return { event: { header, payload: { endpoints: lastOfEach(parts.endpoints) } } };
}

/**
 * AddOrUpdateReports without scope for any number of endpoints, as few as the limits allow and none for none.
 *
 * @param parts.createMessageId called once for each report
 */
export function addOrUpdateReports(parts: {
  readonly endpoints: readonly DescribedEndpoint[];
  readonly createMessageId: () => string;
}): AlexaEvent[] {
  return splitEndpoints(lastOfEach(parts.endpoints)).map(endpoints =>
    addOrUpdateReport({ messageId: parts.createMessageId(), endpoints }),
  );
}

/**
 * A DeleteReport without scope, for at most 300 endpoints, each named once; `deleteReports` divides more. Source: fact
 * sheet 2 and 4.
 */
export function deleteReport(parts: {
  readonly messageId: string;
  readonly endpointIds: readonly string[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'DeleteReport'], { messageId: parts.messageId });
  const endpoints = [...new Set(parts.endpointIds)].map(endpointId => ({ endpointId }));
  return { event: { header, payload: { endpoints } } };
}

/**
 * DeleteReports without scope for any number of endpoints, as few as the limits allow and none for none.
 *
 * @param parts.createMessageId called once for each report
 */
export function deleteReports(parts: {
  readonly endpointIds: readonly string[];
  readonly createMessageId: () => string;
}): AlexaEvent[] {
  const endpoints = [...new Set(parts.endpointIds)].map(endpointId => ({ endpointId }));
  return splitEndpoints(endpoints).map(part =>
    deleteReport({ messageId: parts.createMessageId(), endpointIds: part.map(({ endpointId }) => endpointId) }),
  );
}

/**
 * The reports that say what is left of these changes, oldest first: the last one of every endpoint. Endpoints that are
 * gone come first, so that they make room for new ones.
 *
 * @param parts.createMessageId called once for each report
 */
export function catalogueReports(parts: {
  readonly changes: readonly CatalogueChange[];
  readonly createMessageId: () => string;
}): AlexaEvent[] {
  const { createMessageId } = parts;
  const left = mergeCatalogue(parts.changes);
  const endpointIds = left.flatMap(change => (change.type === 'delete' ? change.endpointId : []));
  const endpoints = left.flatMap((change): DescribedEndpoint[] => (change.type === 'put' ? [change.endpoint] : []));
  return [...deleteReports({ endpointIds, createMessageId }), ...addOrUpdateReports({ endpoints, createMessageId })];
}

/** The answer to Discover. Of an endpoint that is described twice the later description counts. Source: fact sheet 2. */
export function discoverResponse(parts: {
  readonly messageId: string;
  readonly endpoints: readonly DescribedEndpoint[];
}): AlexaEvent {
  const header = createHeader(['Alexa.Discovery', 'Discover.Response'], { messageId: parts.messageId });
  return { event: { header, payload: { endpoints: lastOfEach(parts.endpoints) } } };
}

function lastOfEach(endpoints: readonly DescribedEndpoint[]): DescribedEndpoint[] {
  const last = new Map(endpoints.map(endpoint => [memberOf(endpoint, 'endpointId') ?? endpoint, endpoint]));
  return endpoints.filter(endpoint => last.get(memberOf(endpoint, 'endpointId') ?? endpoint) === endpoint);
}

import type { ClaimedEvent } from '../lane/lane-store.ts';
import type { Sample, ShadowProperty } from '../shadow/property-value.ts';

/** A claimed level event of `lamp-1`, unless told otherwise. */
export function claimedEvent(more: Partial<ClaimedEvent> = {}): ClaimedEvent {
  return {
    id: 'evt_000_00000000-0000-4000-8000-000000000001',
    class: 'level',
    kind: 'ChangeReport',
    messageId: 'message-1',
    orderKey: 'lamp-1',
    endpointId: 'lamp-1',
    draft: { type: 'level', cause: 'PHYSICAL_INTERACTION', properties: [] },
    acceptedAt: 0,
    tries: 0,
    ...more,
  };
}

/** A catalogue event of an endpoint, with a small description. */
export function claimedPut(endpointId: string, more: Partial<ClaimedEvent> = {}): ClaimedEvent {
  const description = JSON.stringify({ endpointId, friendlyName: endpointId });
  return claimedEvent({
    id: `put-${endpointId}`,
    class: 'catalogue',
    kind: 'AddOrUpdateReport',
    messageId: `message-of-${endpointId}`,
    orderKey: endpointId,
    endpointId,
    draft: { type: 'put' },
    description,
    ...more,
  });
}

/** A sample taken at a time, exactly. */
export function sampleOf(value: unknown, timeOfSample: number): Sample {
  return { value, timeOfSample, uncertaintyInMilliseconds: 0 };
}

/** A property of a shadow: level unless told otherwise; unreported without `reported`. */
export function shadowProperty(
  name: string,
  more: Partial<ShadowProperty> & Pick<ShadowProperty, 'current'>,
): ShadowProperty {
  return { namespace: `Alexa.${name}`, name, class: 'level', ...more };
}

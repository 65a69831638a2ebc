import type { PropertyKey } from './property-value.ts';

/** Whether an endpoint can be reached: Alexa wants it beside whatever else a report states (fact sheet 2.1). */
export const CONNECTIVITY: PropertyKey = { namespace: 'Alexa.EndpointHealth', name: 'connectivity' };

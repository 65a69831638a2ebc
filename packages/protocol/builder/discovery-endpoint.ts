import type { DiscoveryCapability } from '../discovery/discovery-capability.ts';
import type { DiscoveryEndpoint } from '../discovery/discovery-endpoint.ts';
import type { DisplayCategory } from '../discovery/display-categories.ts';
import { capability } from './capability.ts';

/** What is said of an endpoint in discovery. */
export interface DiscoveryEndpointParts {
  /** 1 to 256 letters, digits, spaces and `_-=#;:?@&`. */
  readonly endpointId: string;
  /** What the customer calls it, 1 to 256 characters. */
  readonly friendlyName: string;
  /** 1 to 128 characters. */
  readonly manufacturerName: string;
  /** 1 to 128 characters. */
  readonly description: string;
  readonly displayCategories: readonly [DisplayCategory, ...DisplayCategory[]];
  readonly capabilities: readonly DiscoveryCapability[];
  /** At most 5000 bytes of JSON. */
  readonly cookie?: Readonly<Record<string, string>>;
  readonly additionalAttributes?: NonNullable<DiscoveryEndpoint['additionalAttributes']>;
  readonly connections?: readonly NonNullable<DiscoveryEndpoint['connections']>[number][];
}

/**
 * One endpoint as discovery describes it. The interface `Alexa`, which every endpoint must list, is added where it is
 * missing; a display category is named once. Source: fact sheet 3.1 and 4.
 */
export function discoveryEndpoint(parts: DiscoveryEndpointParts): DiscoveryEndpoint {
  const { capabilities, displayCategories, cookie, connections, ...rest } = parts;
  const lists = capabilities.some(row => row.interface === 'Alexa');
  return {
    ...rest,
    displayCategories: [...new Set(displayCategories)],
    capabilities: [...(lists ? [] : [capability('Alexa')]), ...capabilities],
    ...(cookie === undefined ? {} : { cookie: { ...cookie } }),
    ...(connections === undefined ? {} : { connections: [...connections] }),
  };
}

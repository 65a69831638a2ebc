import { classOfProperty } from '../capability/capabilities.ts';
import type { PropertyClass } from '../capability/capability.ts';
import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { keepNewest, type PropertySample } from './newest-state.ts';
import { encodePropertyKey } from './property-key.ts';

/** How properties are told apart: `classOf` gives the class of one, by default that of its interface's table. */
export interface MergeOptions {
  readonly classOf?: (namespace: string, name: string) => PropertyClass;
}

/**
 * What is left to say of these samples: of a level property the newest one, of an edge property every one. The same
 * edge sample handed in twice is said once. What is left keeps its order.
 */
export function mergeSamples<T extends PropertySample>(samples: readonly T[], options: MergeOptions = {}): T[] {
  const classOf = options.classOf ?? classOfProperty;
  const newest = new Map<string, T>();
  const edges = new Map<string, T>();
  for (const sample of samples) {
    if (classOf(sample.namespace, sample.name) === 'level') {
      keepNewest(newest, sample);
    } else {
      const text = encodeCanonicalJson(sample);
      edges.set(text, edges.get(text) ?? sample);
    }
  }
  const left = new Set<T>(edges.values());
  return samples.filter(sample => newest.get(encodePropertyKey(sample)) === sample || left.delete(sample));
}

import { discoveryLimits } from '../discovery/discovery-limits.ts';

/** How large a part may get: `endpoints` counts them, `bytes` is the length of their JSON text in UTF-8. */
export interface PartLimits {
  readonly endpoints: number;
  readonly bytes: number;
}

/** The limits of one report; 8 KiB of the 256 are left to header, scope and token. Source: fact sheet 4 and 7.2. */
export const partLimits: PartLimits = {
  endpoints: discoveryLimits.endpointsPerMessage,
  bytes: discoveryLimits.reportBytes - 8 * 1024,
};

/**
 * Divides endpoints into parts for one report each, in their order and as few as that allows. Only an endpoint that is
 * too large by itself makes a part beyond the limit: it cannot be divided.
 */
export function splitEndpoints<T>(endpoints: readonly T[], limits: PartLimits = partLimits): T[][] {
  const encoder = new TextEncoder();
  const parts: T[][] = [];
  let bytes = 0;
  for (const endpoint of endpoints) {
    // The comma, or a bracket.
    const size = encoder.encode(JSON.stringify(endpoint)).length + 1;
    const part = parts.at(-1);
    if (part === undefined || part.length >= limits.endpoints || bytes + size > limits.bytes) {
      parts.push([endpoint]);
      bytes = size + 1;
    } else {
      part.push(endpoint);
      bytes += size;
    }
  }
  return parts;
}

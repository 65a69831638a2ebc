import type { Capability, CapabilityPart } from './capability.ts';

/** Whether a part of an interface is known in full, so that what is not listed there may be refused. */
export function knowsPart(capability: Capability, part: CapabilityPart): boolean {
  return capability.opaque !== true && capability.incomplete?.includes(part) !== true;
}

import { capabilityOf } from '../capability/capabilities.ts';
import type { Capability } from '../capability/capability.ts';
import type { DiscoveryCapability } from '../discovery/discovery-capability.ts';
import type { CapabilityParts, DescribedInterface } from './capability-parts.ts';

/** The loose side of `CapabilityParts`. */
interface AnyParts {
  readonly version?: string;
  readonly properties?: readonly string[];
  readonly proactivelyReported?: boolean;
  readonly retrievable?: boolean;
  readonly nonControllable?: boolean;
}

/** Parts may be left out where the interface needs none. */
type Given<N extends DescribedInterface> =
  Partial<CapabilityParts<N>> extends CapabilityParts<N>
    ? readonly [parts?: CapabilityParts<N>]
    : readonly [parts: CapabilityParts<N>];

/**
 * One capability of an endpoint as discovery describes it: `capability('Alexa.PowerController')`. What the interface
 * needs (an instance, a configuration, which of several properties) is asked for by the compiler. Source: fact sheet
 * 3 and 3.5.
 */
export function capability<N extends DescribedInterface>(interfaceName: N, ...given: Given<N>): DiscoveryCapability {
  const parts: AnyParts = given[0] ?? {};
  const { version, properties, proactivelyReported = true, retrievable = true, nonControllable, ...own } = parts;
  const known = capabilityOf(interfaceName);
  const names = properties ?? Object.keys(known?.properties ?? {});
  const supported = names.map(name => ({ name }));
  const flags = { proactivelyReported, retrievable, ...(nonControllable === undefined ? {} : { nonControllable }) };
  return {
    type: 'AlexaInterface',
    interface: interfaceName,
    version: version ?? versionFor(known, names),
    ...(supported.length === 0 ? {} : { properties: { supported, ...flags } }),
    ...(interfaceName === 'Alexa.DoorbellEventSource' ? { proactivelyReported: true } : {}),
    ...own,
  };
}

/** The earliest version of an interface that has these properties. */
function versionFor(known: Capability | undefined, names: readonly string[]): string {
  const since = Math.max(0, ...names.map(name => Number(known?.properties[name]?.since ?? 0)));
  return known?.versions.find(version => Number(version) >= since) ?? '3';
}

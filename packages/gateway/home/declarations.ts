import { isJsonObject, memberOf } from '@gatehouse/protocol';

/** One capability of an endpoint, as declared. */
export interface DeclaredCapability {
  readonly interface: string;
  readonly instance?: string;
  /** Capability-level `proactivelyReported`, as event sources have it; false unless declared. */
  readonly proactivelyReported: boolean;
  /** `configuration`, or an empty object. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** One property that an endpoint declares. */
export interface DeclaredProperty {
  readonly capability: DeclaredCapability;
  readonly name: string;
  readonly proactivelyReported: boolean;
  readonly retrievable: boolean;
}

/** What an endpoint's description declares, ready to be looked up. */
export interface Declarations {
  /** The capability of this interface and instance. */
  capabilityOf(interfaceName: string, instance?: string): DeclaredCapability | undefined;
  /** Whether any capability is of this interface, whatever its instance. */
  hasInterface(interfaceName: string): boolean;
  /** Whether any instance of the interface declares a property of this name. */
  hasProperty(namespace: string, name: string): boolean;
  /** The property of this interface, name and instance. */
  propertyOf(namespace: string, name: string, instance?: string): DeclaredProperty | undefined;
}

/**
 * Reads the capabilities of a discovery endpoint object. Whatever is not of the documented shape declares nothing;
 * of two capabilities with the same interface and instance the first counts. Source: fact sheet 3.5 and 4.
 */
export function parseDeclarations(description: unknown): Declarations {
  const capabilities = new Map<string, DeclaredCapability>();
  const properties = new Map<string, DeclaredProperty>();
  const interfaces = new Set<string>();
  const names = new Set<string>();
  for (const item of listOf(memberOf(description, 'capabilities'))) {
    const capability = parseCapability(item);
    if (capability === undefined) continue;
    const key = encodePath(capability.interface, capability.instance);
    if (capabilities.has(key)) continue;
    capabilities.set(key, capability);
    interfaces.add(capability.interface);
    for (const property of parseProperties(capability, memberOf(item, 'properties'))) {
      properties.set(encodePath(capability.interface, property.name, capability.instance), property);
      names.add(encodePath(capability.interface, property.name));
    }
  }
  return {
    capabilityOf: (interfaceName, instance) => capabilities.get(encodePath(interfaceName, instance)),
    hasInterface: interfaceName => interfaces.has(interfaceName),
    hasProperty: (namespace, name) => names.has(encodePath(namespace, name)),
    propertyOf: (namespace, name, instance) => properties.get(encodePath(namespace, name, instance)),
  };
}

function parseCapability(item: unknown): DeclaredCapability | undefined {
  const interfaceName = memberOf(item, 'interface');
  const instance = memberOf(item, 'instance');
  const configuration = memberOf(item, 'configuration');
  if (typeof interfaceName !== 'string') return undefined;
  return {
    interface: interfaceName,
    ...(typeof instance === 'string' && { instance }),
    proactivelyReported: isTrue(memberOf(item, 'proactivelyReported')),
    configuration: isJsonObject(configuration) ? configuration : {},
  };
}

function parseProperties(capability: DeclaredCapability, declared: unknown): DeclaredProperty[] {
  const proactivelyReported = isTrue(memberOf(declared, 'proactivelyReported'));
  const retrievable = isTrue(memberOf(declared, 'retrievable'));
  return listOf(memberOf(declared, 'supported')).flatMap(item => {
    const name = memberOf(item, 'name');
    return typeof name === 'string' ? [{ capability, name, proactivelyReported, retrievable }] : [];
  });
}

/** Older interfaces take other spellings of true as well. Source: fact sheet 3.5, properties. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && value.toLowerCase() === 'true');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function encodePath(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}

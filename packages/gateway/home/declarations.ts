/** One capability of an endpoint, as declared. */
export interface DeclaredCapability {
  readonly interface: string;
  readonly instance?: string;
  /** Capability-level `proactivelyReported`, as event sources have it. */
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
  /** Every capability of this interface, whatever its instance. */
  capabilitiesOf(interfaceName: string): readonly DeclaredCapability[];
  /** The property of this interface, name and instance. */
  propertyOf(namespace: string, name: string, instance?: string): DeclaredProperty | undefined;
}

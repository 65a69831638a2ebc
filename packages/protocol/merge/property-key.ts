/** What names one property of an endpoint: its interface, its name and, where there are several, the instance. */
export interface PropertyName {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string | undefined;
}

/** The name of a property as one text, for maps: two names are the same property exactly when their texts are equal. */
export function encodePropertyKey(property: PropertyName): string {
  const { namespace, name, instance } = property;
  return JSON.stringify(instance === undefined ? [namespace, name] : [namespace, name, instance]);
}

/**
 * Namespaces that are documented and are no capability of an endpoint, with their versions: the error responses of
 * video interfaces. Source: fact sheet 5.
 */
export const otherInterfaces: Readonly<Record<string, readonly string[]>> = {
  'Alexa.Video': ['3'],
};

/** The versions of a documented namespace that is no capability; undefined for any other. */
export function versionsOfOtherInterface(interfaceName: string): readonly string[] | undefined {
  return Object.hasOwn(otherInterfaces, interfaceName) ? otherInterfaces[interfaceName] : undefined;
}

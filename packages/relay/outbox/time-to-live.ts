const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long a reply lives after its directive, in milliseconds: Alexa waits no longer (fact sheet 2.3). */
export const REPLY_TIME_TO_LIVE_MS: number = 8 * SECOND;

/** Times to live of edge events by interface, in milliseconds, where nothing is configured. */
const builtIn: ReadonlyMap<string, number> = new Map([
  ['Alexa.DoorbellEventSource', 30 * SECOND],
  ['Alexa.SimpleEventSource', 30 * SECOND],
  ['Alexa.LockController', 5 * MINUTE],
]);

/**
 * How long an edge event of an interface may wait, in milliseconds: as configured for the interface; else 30 s for
 * doorbells and simple events, 5 min for sensors and locks; else as configured under `default`; else 1 h.
 */
export function timeToLiveOf(interfaceName: string, configured: Readonly<Record<string, number>>): number {
  const own = Object.hasOwn(configured, interfaceName) ? configured[interfaceName] : builtIn.get(interfaceName);
  if (own !== undefined) return own;
  if (isSensor(interfaceName)) return 5 * MINUTE;
  return configured.default ?? 60 * MINUTE;
}

/**
 * How long an edge event that speaks for several interfaces may wait: as long as the one with the longest time, so
 * that none of them is given up early.
 */
export function longestTimeToLive(
  interfaceNames: readonly string[],
  configured: Readonly<Record<string, number>>,
): number {
  return Math.max(0, ...interfaceNames.map(name => timeToLiveOf(name, configured)));
}

/** Inventory sensors count what is used up: nothing about them is urgent. */
function isSensor(interfaceName: string): boolean {
  return interfaceName.endsWith('Sensor') && !interfaceName.startsWith('Alexa.Inventory');
}

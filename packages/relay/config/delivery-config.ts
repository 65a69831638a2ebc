import type { Region } from '@gatehouse/protocol';

/** How the relay sends; every duration in milliseconds. */
export interface DeliveryConfig {
  /** How long one request to a gateway or the token endpoint may take. */
  readonly timeoutMs: number;
  /** How often the same message is sent again (send-events reference, HTTP status codes: at most 3 times). */
  readonly resends: number;
  /** The shortest pause before the same message is sent again (send-events reference: at least 1 s). */
  readonly firstDelayMs: number;
  /** The longest pause that growing delays reach. */
  readonly longestDelayMs: number;
  /** The pause after the last resend, before the event goes out again as a new message. */
  readonly pauseMs: number;
  /** How long nothing is sent after a grant, because Alexa asks with Discover right then. */
  readonly discoverGraceMs: number;
  /** How long after a grant a "skill disabled" is taken for a link that Alexa has not finished yet. */
  readonly disabledGraceMs: number;
  /** How often the gateway is probed while the whole skill is held. */
  readonly probeMs: number;
  /** How long a lane is claimed for, unless prolonged. */
  readonly leaseMs: number;
  /** How many lanes may be claimed at the same time, those apart that wait for a slow answer. */
  readonly lanes: number;
  /** How many events of one lane may be in flight at the same time. */
  readonly inFlight: number;
  /** How many sends to a region may be under way at the same time, each on a connection, slow ones apart. */
  readonly connections: number;
  /** After how long without an answer a send is slow: it leaves its place to another. */
  readonly slowAfterMs: number;
  /** How many slow sends to a region may be under way beside the others. */
  readonly slow: number;
  /** How many messages a second a customer gets at most; fewer once Alexa throttles. */
  readonly customerPerSecond: number;
  /** How many messages a second a region gets at most, all customers together; fewer once Alexa throttles. */
  readonly skillPerSecond: number;
  /** How many customers of a region have to fail within seconds before its lanes wait for probes. */
  readonly breakerCustomers: number;
  /** Which share of the customers heard from that has to be, from 1 to 100. */
  readonly breakerPercent: number;
  /** The pause before the first probe of a region that fails; it doubles. */
  readonly breakerPauseMs: number;
  /** The longest pause between two probes. */
  readonly breakerLongestPauseMs: number;
  /** The region of a customer of whom neither the forwarder nor Alexa names one. */
  readonly region: Region;
}

/** The members of {@link DeliveryConfig} as used when nothing is configured. */
export const deliveryDefaults: DeliveryConfig = {
  timeoutMs: 10_000,
  resends: 3,
  firstDelayMs: 1_000,
  longestDelayMs: 60_000,
  pauseMs: 15_000,
  discoverGraceMs: 2_000,
  disabledGraceMs: 60_000,
  probeMs: 60_000,
  leaseMs: 30_000,
  lanes: 256,
  inFlight: 8,
  connections: 128,
  slowAfterMs: 1_000,
  slow: 256,
  customerPerSecond: 50,
  skillPerSecond: 10_000,
  breakerCustomers: 10,
  breakerPercent: 50,
  breakerPauseMs: 2_000,
  breakerLongestPauseMs: 30_000,
  region: 'NA',
};

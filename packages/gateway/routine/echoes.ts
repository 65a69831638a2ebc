import type { Clock } from '@gatehouse/client/platform';

/** An endpoint of one skill in one customer's home. */
export interface EchoPlace {
  readonly userId: string;
  readonly skillId: string;
  readonly endpointId: string;
}

/** Which endpoints routines have just sent directives to. */
export interface Echoes {
  /** Remembers a directive of a routine, and how many routines led to it. */
  note(place: EchoPlace, depth: number): void;
  /** How many routines led to what the endpoint reports now; 0 when none did lately. */
  depthOf(place: EchoPlace): number;
  /** Forgets everything. */
  reset(): void;
}

/**
 * How long a change of an endpoint counts as the doing of the routine that sent it a directive: the 8 s of the directive
 * and the 3 s in which a change is to be reported. Source: fact sheet 2.1, latency, and 2.3; the rule is our choice.
 */
const ECHO_MS = 11_000;
/** How many endpoints are remembered at a time, the oldest forgotten first. */
const MOST_PLACES = 10_000;

/** Creates a memory in which no endpoint was moved. */
export function createEchoes(clock: Clock): Echoes {
  const echoes = new Map<string, { readonly depth: number; readonly at: number }>();
  return {
    note: (place, depth) => {
      const key = encodePlace(place);
      echoes.delete(key);
      echoes.set(key, { depth, at: clock.monotonic() });
      const oldest = echoes.size > MOST_PLACES ? echoes.keys().next() : undefined;
      if (oldest?.value !== undefined) echoes.delete(oldest.value);
    },
    depthOf: place => {
      const echo = echoes.size === 0 ? undefined : echoes.get(encodePlace(place));
      return echo !== undefined && clock.monotonic() - echo.at <= ECHO_MS ? echo.depth : 0;
    },
    reset: () => echoes.clear(),
  };
}

function encodePlace({ userId, skillId, endpointId }: EchoPlace): string {
  return JSON.stringify([userId, skillId, endpointId]);
}

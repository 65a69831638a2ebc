/**
 * States that a large run must reach, or it has not tried what it is there for: each is a name under which `Watch` counts.
 * A run that never reached one of them fails, whatever its invariants say.
 */
export const interestingStates: readonly string[] = [
  'a crash loses what was written and not acknowledged',
  'a crash keeps what nobody was told of',
  'the power goes for two relays with something unsynced',
  'a relay dies while it settles',
  'a relay dies with an event on the wire',
  'a relay dies with a token request on the wire',
  'a relay dies when its refresh token was just replaced',
  'a settlement or a claim is fenced',
  'a lease is lost',
  "a refresh is somebody else's already",
  'a token is refreshed',
  'the token endpoint refuses',
  'the region is asked for',
  'the gateway answers 400',
  'the gateway answers 401',
  'the gateway answers 403',
  'the gateway answers 404',
  'the gateway answers 413',
  'the gateway answers 418',
  'the gateway answers 429',
  'the gateway answers 500',
  'the gateway answers 503',
  'decided: again',
  'decided: hold',
  'decided: park',
  'decided: refresh',
  'decided: relocate',
  'decided: split',
  'an event is coalesced',
  'an event is dead',
  'an event is delivered',
  'an event is dropped',
  'an event is expired',
  'a parked event is delivered after all',
  'an event is delivered under a second messageId',
  'an event is delivered to a second region',
  'a message arrives twice',
  'an idempotency key repeats its answer',
  'a press is too old to send',
  'a reply is too late to send',
  'a directive is deferred',
  'a late reply arrives in time',
  'a dimmer is turned',
  'a sensor flips ten times in a second',
  'a sensor whose event was given up is known all the same',
  'a customer links again',
  'a link is refused',
  'a link is lost until the customer links again',
  'a link is disabled until the customer links again',
  'a link is account-not-found until the customer links again',
  'a link is stage-changed until the customer links again',
];

/** The fewest seeds of a run that must have reached every state. */
export const SEEDS_FOR_ALL_STATES: number = 1_000;

/** The interesting states that a run of so many seeds should have reached and has not; none for a smaller run. */
export function findMissingStates(seeds: number, states: Readonly<Record<string, number>>): readonly string[] {
  return seeds < SEEDS_FOR_ALL_STATES ? [] : interestingStates.filter(state => states[state] === undefined);
}

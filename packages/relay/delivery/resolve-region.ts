import type { EventClient, Outcome, RegionAnswer } from '@gatehouse/client';
import type { Clock } from '@gatehouse/client/platform';
import { REGIONS, type Region } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { CustomerStore } from '../customer/customer-store.ts';
import type { UsableToken } from '../grant/token-result.ts';
import type { Decision } from '../outbox/outbox-store.ts';
import type { DeliveryLane } from './delivery-lane.ts';

/** What asking for a region takes. */
export interface RegionTools {
  readonly events: EventClient;
  readonly store: CustomerStore;
  readonly clock: Clock;
  readonly config: Pick<DeliveryConfig, 'region'>;
}

/** Where a customer's region is asked for: the document names the North American host for everybody (fact sheet 6.1). */
const ASKED = 'NA';

/** The region of a customer of whom none is known: as Alexa says, else the configured one, by default North America. */
export async function resolveFirstRegion(
  lane: DeliveryLane,
  token: UsableToken,
  tools: RegionTools,
): Promise<{ readonly region: Region; readonly decision: Decision }> {
  const answer = await tools.events.resolveRegion({ region: ASKED, token: token.token });
  const region = answer.type === 'resolved' ? answer.region : tools.config.region;
  // An unreachable look-up is asked again with the next claim; an answer that names no region will not get better.
  if (answer.type === 'resolved' || isAnswered(answer)) {
    await correctRegion({ lane, region, token }, tools);
  }
  const why =
    answer.type === 'resolved'
      ? `Alexa says that the customer belongs to region ${region}`
      : `Alexa named no region for the customer, so ${region} is assumed, as configured`;
  return { region, decision: { at: tools.clock.now(), what: 'region', why } };
}

/**
 * Whether a customer belongs to another region than the one that refused. `again` when nobody could say at the
 * moment; `same` also when Alexa does not know or refuses to say.
 */
export type Relocation =
  | { readonly type: 'moved'; readonly region: Region; readonly decision: Decision }
  | { readonly type: 'same' }
  | { readonly type: 'again'; readonly outcome: Outcome };

/** A refusal by one region, to be followed up: whose, by which region, and with which token. */
export interface Refusal {
  readonly lane: DeliveryLane;
  readonly region: Region;
  readonly token: UsableToken;
}

/** Asks for the region after a refusal, and corrects the customer's when it is another. */
export async function relocate({ lane, region: refusedBy, token }: Refusal, tools: RegionTools): Promise<Relocation> {
  const known = lane.region;
  if (known !== undefined && known !== refusedBy) {
    return moved(known, tools.clock.now(), 'Another message has found out that the customer belongs to region');
  }
  const answer = await tools.events.resolveRegion({ region: ASKED, token: token.token });
  if (answer.type === 'unresolved') {
    return answer.outcome.type === 'again' && !isAnswered(answer)
      ? { type: 'again', outcome: answer.outcome }
      : { type: 'same' };
  }
  const unknown = answer.candidates.length === REGIONS.length && answer.candidates.includes(refusedBy);
  if (unknown || answer.region === refusedBy) return { type: 'same' };
  await correctRegion({ lane, region: answer.region, token }, tools);
  return moved(answer.region, tools.clock.now(), 'Alexa says that the customer belongs to region');
}

/** Under the generation of the token that was asked with: a newer grant may have brought another region. */
async function correctRegion({ lane, region, token }: Refusal, { store }: RegionTools): Promise<void> {
  lane.region = region;
  await store.correctRegion({ customer: lane.customer, generation: token.generation, region });
}

function moved(region: Region, at: number, said: string): Relocation {
  return { type: 'moved', region, decision: { at, what: 'region', why: `${said} ${region}` } };
}

/** Whether the look-up answered with success but named nothing. */
function isAnswered(answer: Extract<RegionAnswer, { type: 'unresolved' }>): boolean {
  return answer.answer.type === 'answered' && answer.answer.status >= 200 && answer.answer.status < 300;
}

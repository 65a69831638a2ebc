import { isJsonObject } from '@gatehouse/protocol';
import { deviceProperties } from './device.ts';
import { judgeResidence } from './judge-residence.ts';
import { edgesOf } from './watch.ts';
import type { World } from './world.ts';

/** An event as it lies in the table. */
interface EventRow {
  readonly id: string;
  readonly customer: string;
  readonly endpointId: string | null;
  readonly class: string;
  readonly status: string;
  readonly messageId: string;
  readonly attempts: string;
  readonly decisions: string;
  readonly draft: string;
}

const EVENTS = `SELECT id, customer, endpoint_id AS endpointId, class, status, message_id AS messageId, attempts, decisions, draft
  FROM events ORDER BY seq`;

/** What an edge, a press or a reply may come to when it is not delivered. */
const EXPLAINED: readonly string[] = ['expired', 'dead', 'dropped'];

/**
 * Judges a world in which faults have ceased and time has passed: nothing waits any more, nothing that was acknowledged
 * is missing, whatever did not arrive has a reason, and Alexa's picture is the devices'.
 */
export async function judgeEnd(world: World): Promise<void> {
  const events = world.disks.query<EventRow>(EVENTS);
  if (!world.cloud.isCalm) world.watch.violate('stuck', 'the device cloud still waits for a word of the relay');
  judgeResidence(world);
  for (const event of events) judgeEvent(event, world);
  judgeHanded(events, world);
  judgeEdges(events, world);
  await judgeHomes(events, world);
  judgeLedger(events, world);
  judgeSecrets(world);
}

function judgeEvent(event: EventRow, { watch }: World): void {
  const { id, class: eventClass, status, decisions } = event;
  watch.reach(`an event is ${status}`);
  for (const [, what] of decisions.matchAll(/"what":"([\w-]+)"/g)) watch.reach(`decided: ${what}`);
  if (status === 'delivered') lookAtWay(event, watch);
  if (status === 'pending') watch.violate('stuck', `${id} of ${event.customer} is pending at the end`);
  if (status !== 'pending' && decisions === '') watch.violate('no reason', `${id} is ${status} without a decision`);
  if (status !== 'coalesced') return;
  if (eventClass === 'edge' || eventClass === 'reply') watch.violate('merged', `${id} of class ${eventClass}`);
}

/** How an event came to be delivered that was not delivered at once. */
function lookAtWay({ attempts, decisions }: EventRow, watch: World['watch']): void {
  const among = (member: string): number =>
    new Set([...attempts.matchAll(new RegExp(`"${member}":"([^"]+)"`, 'g'))].map(([, found]) => found)).size;
  if (decisions.includes('"what":"park"')) watch.reach('a parked event is delivered after all');
  if (among('messageId') > 1) watch.reach('an event is delivered under a second messageId');
  if (among('region') > 1) watch.reach('an event is delivered to a second region');
}

/** Presses and replies: each is one event, taken means there, delivered means arrived. */
function judgeHanded(events: readonly EventRow[], { cloud, watch }: World): void {
  const byId = new Map(events.map(event => [event.id, event]));
  const handed = events.flatMap(({ draft }) => /"messageId":"((?:press|reply)-\d+)"/.exec(draft)?.[1] ?? []);
  for (const messageId of new Set(handed)) {
    const times = handed.filter(one => one === messageId).length;
    if (times > 1) watch.violate('doubled', `${messageId} was handed in once, and is ${times} events`);
  }
  for (const { id, messageId, type } of cloud.handed) {
    if (id === undefined) continue;
    const event = byId.get(id);
    if (event === undefined) watch.violate('lost', `${type} ${messageId}, acknowledged as ${id}, is not there`);
    else if (event.status === 'delivered') requireArrival(event, watch);
    if (event !== undefined && type === 'press' && event.status === 'expired')
      watch.reach('a press is too old to send');
    if (event !== undefined && type === 'reply' && event.status === 'expired')
      watch.reach('a reply is too late to send');
  }
}

function requireArrival({ id, attempts }: EventRow, watch: World['watch']): void {
  const sent = [...attempts.matchAll(/"messageId":"([^"]+)"/g)].map(([, messageId]) => messageId ?? '');
  if (sent.some(messageId => watch.arrivals.has(messageId))) return;
  watch.violate('never arrived', `${id} is delivered, but none of ${sent.join(', ')} has arrived`);
}

/** Each value of a sensor that was acknowledged has an event of its own, and has arrived unless that says why not. */
function judgeEdges(events: readonly EventRow[], { cloud, watch }: World): void {
  const eventsOf = new Map<string, EventRow>();
  for (const event of events) {
    for (const at of samplesOf(event)) {
      const sample = `${event.customer} ${event.endpointId} ${at}`;
      const other = eventsOf.get(sample);
      if (other !== undefined) watch.violate('doubled', `the sample ${sample} is in ${other.id} and in ${event.id}`);
      eventsOf.set(sample, event);
    }
  }
  const arrived = new Set([...watch.arrivals.values()].flatMap(body => edgesOf(body).map(({ at }) => at)));
  const used = new Set<string>();
  for (const { customer, endpointId, property, at, acknowledged } of cloud.samples) {
    if (!acknowledged || deviceProperties[property].class !== 'edge') continue;
    const event = eventsOf.get(`${customer} ${endpointId} ${at}`);
    if (event === undefined) watch.violate('lost', `the sample ${at} of ${customer} ${endpointId} is in no event`);
    else if (used.has(event.id)) watch.violate('merged', `${event.id} has several samples of ${endpointId}`);
    else if (!arrived.has(at) && !EXPLAINED.includes(event.status)) {
      watch.violate(
        'never arrived',
        `the sample ${at} of ${customer} ${endpointId}, though ${event.id} is ${event.status}`,
      );
    }
    if (event !== undefined) used.add(event.id);
  }
}

function samplesOf({ class: eventClass, draft }: EventRow): readonly number[] {
  if (eventClass !== 'edge') return [];
  const { properties }: { properties?: unknown } = JSON.parse(draft);
  if (!Array.isArray(properties)) return [];
  return properties
    .filter(isJsonObject)
    .flatMap(({ timeOfSample }) => (typeof timeOfSample === 'number' ? [timeOfSample] : []));
}

/**
 * Alexa's picture of each linked customer's endpoints is the devices' last state. So is that of a sensor, whose last event
 * may have been given up: a report of something else came after it. Only what she has refused is not said again.
 */
async function judgeHomes(events: readonly EventRow[], world: World): Promise<void> {
  const ends = new Map(events.flatMap(event => samplesOf(event).map(at => [at, event.status] as const)));
  for (const customer of world.plan.customers) {
    const endpoints = await world.amazon.readHome(customer);
    for (const { endpointId, property, value, acknowledged, at, ...sample } of world.cloud.lastSamples()) {
      const { namespace, name, class: propertyClass } = deviceProperties[property];
      if (sample.customer !== customer || !acknowledged) continue;
      const properties = endpoints.find(endpoint => endpoint.endpointId === endpointId)?.properties ?? [];
      const found = properties.find(one => one.namespace === namespace && one.name === name)?.value;
      if (found !== value && isRefused(world, [customer, endpointId, namespace, name])) continue;
      if (found !== value) {
        world.watch.violate('not converged', `${customer} ${endpointId} ${name} is ${value}, Alexa has ${found}`);
      } else if (propertyClass === 'edge' && ends.get(at) === 'expired') {
        world.watch.reach('a sensor whose event was given up is known all the same');
      }
    }
  }
}

/** Whether the relay knows that Alexa has refused the state that a property has. */
function isRefused({ disks, watch }: World, key: readonly string[]): boolean {
  const sql =
    'SELECT 1 FROM properties WHERE customer = ? AND endpoint_id = ? AND namespace = ? AND name = ? AND refused = 1';
  const refused = disks.query(sql, ...key).length > 0;
  if (refused) watch.reach('a sensor whose state was refused is not told again');
  return refused;
}

/** The ledgers of all disks, added up, count each event once, as it ended. */
function judgeLedger(events: readonly EventRow[], { disks, watch }: World): void {
  const counts = new Map<string, number>();
  for (const { status } of events) counts.set(status, (counts.get(status) ?? 0) + 1);
  const ledgers = disks.readLedgers();
  for (const status of ['delivered', 'coalesced', 'expired', 'dead', 'dropped'] as const) {
    const counted = ledgers.reduce((sum, ledger) => sum + ledger[status], 0);
    const found = counts.get(status) ?? 0;
    if (counted !== found) watch.violate('ledger', `${counted} are counted as ${status}, and there are ${found}`);
  }
  const ids = new Set(events.map(({ id }) => id));
  if (ids.size !== events.length) watch.violate('doubled', `${events.length} rows have the ids of ${ids.size} events`);
}

function judgeSecrets({ log, watch }: World): void {
  const text = log.text();
  for (const secret of watch.secrets) {
    if (text.includes(secret))
      watch.violate('secret', `a log line holds a token, code or key of ${secret.length} characters`);
  }
}

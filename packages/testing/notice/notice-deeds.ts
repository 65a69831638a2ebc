import assert from 'node:assert/strict';
import { parseTimestamp, REGIONS, type Region } from '@gatehouse/protocol';
import type { Chance } from '../simulation/chance.ts';
import { drawCustomer, drawEvents } from './draw-customer.ts';
import { drawNotice, EVENTS, LOCALES } from './draw-notice.ts';
import type { Stage } from './notice-house.ts';
import type { NoticeWorld } from './notice-world.ts';

/** Something that a skill or a customer does, by its name in reports, and how often it comes among a thousand. */
const deeds = [
  ['a notice to one', 420, postToOne],
  ['a notice to everybody', 10, postToAll],
  ['a newer version', 200, world => postVersion(world, ({ last, now }) => Math.max(last + 1, now))],
  ['an older version', 40, world => postVersion(world, ({ last }) => last - 60_000)],
  ['the same once more', 30, world => postVersion(world, ({ last }) => last)],
  ['a notice to another region', 20, postElsewhere],
  ['a notice to nobody', 10, postToNobody],
  ['a customer chooses events', 120, subscribe],
  ['a customer switches all off', 60, unsubscribe],
  ['a customer disables the skill', 30, disable],
  ['a customer changes language', 20, changeLocale],
  ['a customer moves', 20, move],
  ['a customer goes, another comes', 20, replace],
] as const satisfies readonly (readonly [
  name: string,
  weight: number,
  perform: (world: NoticeWorld) => Promise<void>,
])[];

const TOTAL = deeds.reduce((sum, [, weight]) => sum + weight, 0);

/** Draws one and does it; answers its name. */
export async function performDeed(world: NoticeWorld): Promise<string> {
  let place = world.chance.between(1, TOTAL);
  for (const [name, weight, perform] of deeds) {
    place -= weight;
    if (place > 0) continue;
    await perform(world);
    return name;
  }
  return assert.fail('No deed was drawn');
}

function drawStage(chance: Chance): Stage {
  return chance.happens(0.2) ? 'development' : 'live';
}

function drawOther(chance: Chance, region: Region): Region {
  return chance.pick(REGIONS.filter(one => one !== region) as [Region, ...Region[]]);
}

/** A new notice, with a reference of its own. */
async function postNew(
  world: NoticeWorld,
  { user, region }: { user: string | undefined; region: Region },
): Promise<void> {
  const { chance, now, delayMs } = world;
  const event = chance.pick(EVENTS);
  const parts = { event, referenceId: world.nextReference(), timestamp: now, now, user, delayMs };
  await world.post(drawNotice(chance, parts), { region, stage: drawStage(chance) });
}

function postToOne(world: NoticeWorld): Promise<void> {
  const { userId, region } = world.drawCustomer();
  return postNew(world, { user: userId, region });
}

function postToAll(world: NoticeWorld): Promise<void> {
  return postNew(world, { user: undefined, region: world.chance.pick(REGIONS) });
}

function postElsewhere(world: NoticeWorld): Promise<void> {
  const { userId, region } = world.drawCustomer();
  return postNew(world, { user: userId, region: drawOther(world.chance, region) });
}

function postToNobody(world: NoticeWorld): Promise<void> {
  return postNew(world, { user: 'nobody', region: world.chance.pick(REGIONS) });
}

/** Another version of one of the last notices; sometimes at the other address, where it is a notice of its own. */
async function postVersion(
  world: NoticeWorld,
  timestampOf: (times: { last: number; now: number }) => number,
): Promise<void> {
  const { chance, now, delayMs } = world;
  const posted = world.drawPosted();
  if (posted === undefined) return;
  const { notice, place } = posted;
  const { referenceId, relevantAudience: audience } = notice;
  const user = audience.type === 'Unicast' ? audience.payload.user : undefined;
  const timestamp = timestampOf({ last: parseTimestamp(notice.timestamp) ?? now, now });
  const event = EVENTS.find(name => name === notice.event.name) ?? EVENTS[0];
  const stage = chance.happens(0.1) ? drawStage(chance) : place.stage;
  await world.post(drawNotice(chance, { event, referenceId, timestamp, now, user, delayMs }), { ...place, stage });
}

function subscribe(world: NoticeWorld): Promise<void> {
  return world.subscribe({ ...world.drawCustomer(), events: drawEvents(world.chance) });
}

/** Who has not enabled the skill has no switch to turn. */
async function unsubscribe(world: NoticeWorld): Promise<void> {
  const customer = world.drawCustomer();
  if (customer.events !== undefined) await world.unsubscribe(customer);
}

function disable(world: NoticeWorld): Promise<void> {
  return world.put({ ...world.drawCustomer(), events: undefined });
}

function changeLocale(world: NoticeWorld): Promise<void> {
  return world.put({ ...world.drawCustomer(), locale: world.chance.pick(LOCALES) });
}

function move(world: NoticeWorld): Promise<void> {
  const customer = world.drawCustomer();
  return world.put({ ...customer, region: drawOther(world.chance, customer.region) });
}

async function replace(world: NoticeWorld): Promise<void> {
  await world.remove(world.drawCustomer());
  await world.put(drawCustomer(world.chance, world.nextUser()));
}

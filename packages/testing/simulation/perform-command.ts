import { type Command, type Deed, describeCommand } from './command.ts';
import { type DeviceProperty, nextValue } from './device.ts';
import type { World } from './world.ts';

/** Does what a command says. What takes time goes on by itself. */
export function performCommand(command: Command, world: World): void {
  world.watch.note(`> ${describeCommand(command)}`);
  if (isFault(command.deed)) world.watch.inject(command.deed.type);
  perform(command.deed, world);
}

function isFault({ type }: Deed): boolean {
  return !['change', 'storm', 'press', 'register', 'withdraw', 'directive', 'link'].includes(type);
}

function perform(deed: Deed, world: World): void {
  const { cloud, amazon, relays, watch } = world;
  switch (deed.type) {
    case 'change':
      change(world, deed);
      break;
    case 'storm':
      for (let i = 0; i < deed.count; i++) world.clock.setTimer(i * deed.everyMs, () => change(world, deed));
      watch.reach(deed.property === 'contact' ? 'a sensor flips ten times in a second' : 'a dimmer is turned');
      break;
    case 'press':
      cloud.press(deed.customer, 'bell-1');
      break;
    case 'register':
      for (let i = 0; i < deed.count; i++) cloud.putEndpoint(deed.customer, `extra-${deed.from + i}`, 'lamp');
      break;
    case 'withdraw':
      for (let i = 0; i < deed.count; i++) cloud.deleteEndpoint(deed.customer, `extra-${deed.from + i}`);
      break;
    case 'directive':
      void direct(world, deed);
      break;
    case 'link':
      void link(world, deed.customer);
      break;
    case 'unlink':
      void amazon.unlink(deed.customer);
      break;
    case 'move':
      void amazon.putCustomer(deed.customer, deed.region);
      world.regions.set(deed.customer, deed.region);
      break;
    case 'crash':
      world.downMs = deed.downMs;
      relays.lightFuse(deed.relay, deed);
      break;
    case 'power cut':
      world.cutPower(deed.downMs);
      break;
    case 'stall':
      relays.stall(deed.relay, deed.durationMs);
      break;
    default:
      disturb(deed, world);
      break;
  }
}

/** What goes wrong outside of the relays. */
function disturb(
  deed: Extract<Deed, { type: 'fault' | 'outage' | 'jump' | 'disk down' | 'disk hangs' | 'disk full' | 'noise' }>,
  world: World,
): void {
  switch (deed.type) {
    case 'fault': {
      const { status, code, kind, count } = deed;
      const match = { path: '/v3/events', ...(kind === undefined ? {} : { kind }) };
      const rule = { match, do: { status, ...(code === undefined ? {} : { code }) }, when: { count } };
      void world.amazon.control('PUT', '/faults', [rule]);
      break;
    }
    case 'outage':
      world.begin(deed.place, deed);
      break;
    case 'jump':
      world.clock.skewMs += deed.byMs;
      world.watch.disturb();
      break;
    case 'disk down':
      world.disks.of(deed.region).trouble.fail(deed.durationMs);
      break;
    case 'disk hangs':
      world.disks.of(deed.region).trouble.hang(deed.durationMs);
      break;
    case 'disk full':
      world.disks.of(deed.region).trouble.fill(deed);
      break;
    case 'noise':
      world.network.noise = deed.noise;
      break;
  }
}

/** The skill is enabled anew, whatever was before. */
async function link(world: World, customer: string): Promise<void> {
  await world.amazon.unlink(customer);
  const linked = await world.amazon.link(customer);
  world.watch.note(`${customer} ${linked ? 'is linked' : 'could not be linked'}`);
  world.watch.reach(linked ? 'a customer links again' : 'a link is refused');
}

async function direct(world: World, deed: Extract<Deed, { type: 'directive' }>): Promise<void> {
  const { customer: userId, endpointId, deferMs } = deed;
  world.cloud.deferMs = deferMs;
  const directive = { userId, endpointId, namespace: 'Alexa.PowerController', name: 'TurnOn' };
  const { text } = await world.amazon.sendDirective(directive);
  const answer = JSON.parse(text) as { deferred?: boolean; deferredResponse?: unknown; reply?: unknown };
  if (answer.deferred === true) world.watch.reach('a directive is deferred');
  if (answer.deferred === true && answer.reply !== undefined) world.watch.reach('a late reply arrives in time');
  world.watch.note(`directive to ${userId}: ${answer.reply === undefined ? 'no reply' : 'replied'}`);
}

function change(
  { cloud }: World,
  { customer, endpointId, property }: { customer: string; endpointId: string; property: DeviceProperty },
): void {
  const said = cloud.lastOf(customer, endpointId, property)?.value;
  cloud.change(customer, endpointId, property, nextValue(property, said));
}

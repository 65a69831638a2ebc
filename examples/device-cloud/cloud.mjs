import { setTimeout as sleep } from 'node:timers/promises';
import { createAccounts } from './accounts.mjs';
import { createDevices, HEALTH, setValue } from './devices.mjs';
import { createForwarder } from './forwarder.mjs';
import { createHandler } from './handler.mjs';
import { createQueue } from './queue.mjs';
import { createRelay } from './relay.mjs';
import { createReports } from './reports.mjs';

/** How long leaving waits until Alexa has heard that the devices are gone, in milliseconds, and how often it looks. */
const LEAVE_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;
/** How long a stop waits for what the relay has not taken yet, and then for what was cut off to end, in milliseconds. */
const STOP_WITHIN_MS = 3_000;
const END_WITHIN_MS = 500;

/**
 * A device cloud before and behind the relay at `relayUrl`. `region` is where its customers' directives come from, `wire` the
 * way to the devices, `now` the time, `log` takes a line; `answerWithinMs` is how long a device may take before it is put off.
 */
export function createCloud({ relayUrl, apiKey, region, wire, now, log, answerWithinMs }) {
  const stopping = new AbortController();
  const accounts = createAccounts();
  const queue = createQueue({ log });
  const relay = createRelay({ url: relayUrl, apiKey, stop: stopping.signal, log });
  const reports = createReports({ relay, queue, log });
  /** Does something to a device, where there is one. */
  const withDevice = (id, endpointId, act) => {
    const account = accounts.read(id);
    const device = account?.devices.get(endpointId);
    return device === undefined ? 'no-such-device' : act(account, device);
  };

  /** Sets a value that a device has told, and reports it. */
  async function note(account, device, { namespace, value, cause }) {
    const before = device.state.get(namespace);
    if (!setValue(device, namespace, { value, at: now() })) return 'no-such-property';
    const after = device.state.get(namespace);
    const outcome = await reports.state(account, device, { namespaces: [namespace], cause });
    // What the relay refuses is no state: the next answer to Alexa would carry it.
    if (outcome === 'refused' && device.state.get(namespace) === after) device.state.set(namespace, before);
    return outcome;
  }

  return {
    accounts,
    forward: createForwarder({ accounts, relay, region, log }),
    handle: createHandler({ accounts, wire, reports, queue, now, log, answerWithinMs }),
    greet: reports.greet,
    /** Opens an account with a home of devices and tells the relay of them; the account of an id that is known stays. */
    open(id) {
      const account = accounts.read(id) ?? accounts.open(id, createDevices(now));
      for (const device of account.devices.values()) {
        void reports.register(account, device);
        void reports.state(account, device, { cause: 'PERIODIC_POLL' });
      }
      return account;
    },
    /** Somebody uses the switch on the device itself. */
    press: (id, endpointId, { namespace, value }) =>
      withDevice(id, endpointId, (account, device) =>
        note(account, device, { namespace, value, cause: 'PHYSICAL_INTERACTION' }),
      ),
    /** A device is lost, or is there again. */
    connect: (id, endpointId, isConnected) =>
      withDevice(id, endpointId, (account, device) => {
        wire.connect(account, endpointId, isConnected);
        const value = { value: isConnected ? 'OK' : 'UNREACHABLE' };
        return note(account, device, { namespace: HEALTH, value, cause: 'PERIODIC_POLL' });
      }),
    /** Somebody is at the door. */
    ring: (id, endpointId) => withDevice(id, endpointId, account => reports.ring(account, endpointId, now())),
    /** The customer takes a device out of the home. */
    remove: (id, endpointId) =>
      withDevice(id, endpointId, account => {
        account.devices.delete(endpointId);
        return reports.remove(account, endpointId);
      }),
    /** The customer closes the account: Alexa forgets the devices, then the relay the grant. */
    async leave(id) {
      const account = accounts.read(id);
      if (account === undefined) return 'no-such-account';
      accounts.close(account);
      const endpointIds = [...account.devices.keys()];
      account.devices.clear();
      await Promise.all(endpointIds.map(endpointId => reports.remove(account, endpointId)));
      // Without the grant Alexa would never hear that the devices are gone.
      const untilMs = Date.now() + LEAVE_WITHIN_MS;
      const isOver = () => stopping.signal.aborted || Date.now() >= untilMs;
      while (!isOver() && !isDelivered(await reports.look(account))) await sleep(LOOK_EVERY_MS);
      return reports.forget(account);
    },
    /** How the customer's link to Alexa stands, with reason and remedy where it is broken. */
    link: async id => (await reports.look({ id }))?.link,
    settled: queue.settled,
    /** Ends when the relay has taken everything, or in three seconds. */
    async stop() {
      await Promise.race([queue.settled(), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      stopping.abort();
      // A device that never answers holds up nobody.
      await Promise.race([queue.settled(), sleep(END_WITHIN_MS)]);
    },
  };
}

/** Whether Alexa has heard everything about a customer; whose link is broken hears nothing any more. */
function isDelivered(customer) {
  return customer !== undefined && (customer.link.state !== 'active' || customer.lane.queued === 0);
}

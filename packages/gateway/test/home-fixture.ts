import { kindOf } from '@gatehouse/protocol';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { createReplyDesk } from '../directive/reply-desk.ts';
import type { AcceptedEvent, EffectScope } from '../effect/accepted-event.ts';
import type { Applied } from '../effect/applied.ts';
import { applyEvent } from '../effect/apply-event.ts';
import { createSeenMessages } from '../effect/seen-messages.ts';
import { createHomeRegistry } from '../home/home-registry.ts';
import { noRoutines } from '../routine/routine-starter.ts';

export const key: { readonly userId: string; readonly skillId: string } = { userId: 'u1', skillId: 's1' };

/** A capability with properties, proactively reported unless told otherwise. */
export function capability(interfaceName: string, names: readonly string[], more: object = {}): object {
  const supported = names.map(name => ({ name }));
  const properties = { supported, proactivelyReported: true, retrievable: true };
  return { type: 'AlexaInterface', interface: interfaceName, version: '3', properties, ...more };
}

export const lamp: object = {
  endpointId: 'lamp-1',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  cookie: { room: 'hall' },
  capabilities: [
    capability('Alexa.PowerController', ['powerState']),
    capability('Alexa.BrightnessController', ['brightness']),
    capability('Alexa.RangeController', ['rangeValue'], {
      instance: 'Lamp.Speed',
      configuration: { supportedRange: { minimumValue: 1, maximumValue: 5, precision: 1 } },
    }),
    capability('Alexa.ModeController', ['mode'], {
      instance: 'Lamp.Scene',
      configuration: { supportedModes: [{ value: 'Calm' }, { value: 'Party' }] },
    }),
    capability('Alexa.TemperatureSensor', ['temperature'], {
      properties: { supported: [{ name: 'temperature' }], proactivelyReported: false, retrievable: true },
    }),
    { type: 'AlexaInterface', interface: 'Alexa.InventoryUsageSensor', version: '3', instance: 'Lamp.Oil' },
    { type: 'AlexaInterface', interface: 'Alexa.WakeOnLANController', version: '3' },
  ],
};

export const doorbell: object = {
  endpointId: 'doorbell-1',
  friendlyName: 'Front Door',
  displayCategories: ['DOORBELL'],
  capabilities: [
    { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true },
  ],
};

export const remote: object = {
  endpointId: 'remote-1',
  friendlyName: 'Remote',
  displayCategories: ['REMOTE'],
  capabilities: [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.SimpleEventSource',
      version: '1.0',
      instance: 'button-1',
      configuration: { supportedEvents: [{ id: 'Button.SinglePush.1', friendlyNames: [] }] },
    },
  ],
};

/** The scope of one home with a lamp, a doorbell and a remote, and a way to apply events to it. */
export interface HomeFixture extends EffectScope {
  readonly clock: VirtualClock;
  apply(event: unknown, more?: Partial<AcceptedEvent>): Applied;
  /** The values in the home, by `endpointId name`. */
  values(): Record<string, unknown>;
}

export function openHome(...endpoints: readonly object[]): HomeFixture {
  const clock = createVirtualClock();
  const scope = {
    homes: createHomeRegistry(),
    replies: createReplyDesk(clock),
    seenMessages: createSeenMessages(),
    routines: noRoutines,
  };
  scope.homes.registerEndpoints(key, endpoints.length === 0 ? [lamp, doorbell, remote] : endpoints);
  return {
    ...scope,
    clock,
    apply: (event, more) =>
      applyEvent({ ...key, event, kind: kindOf(event) ?? 'Event', at: clock.now(), ...more }, scope),
    values: () =>
      Object.fromEntries(
        scope.homes
          .view('u1', 'NA')
          .endpoints.flatMap(({ endpointId, properties }) =>
            properties.map(({ name, value }) => [`${endpointId} ${name}`, value] as const),
          ),
      ),
  };
}

let messages = 0;

/** An event with a messageId of its own, unless the header has one. */
export function event(
  [namespace, name]: readonly [string, string],
  parts: { header?: object; endpointId?: string | undefined; payload?: object; context?: readonly object[] } = {},
): object {
  messages += 1;
  const endpoint = { scope: { type: 'BearerToken', token: 'gatehouse-secret-scope' }, endpointId: parts.endpointId };
  return {
    event: {
      header: { namespace, name, messageId: `message-${messages}`, payloadVersion: '3', ...parts.header },
      ...(parts.endpointId !== undefined && { endpoint }),
      payload: parts.payload ?? {},
    },
    ...(parts.context && { context: { properties: parts.context } }),
  };
}

/** A property sampled so many seconds after 2026-01-01. */
export function property(
  [namespace, name]: readonly [string, string],
  value: unknown,
  seconds: number,
  more: object = {},
): object {
  const timeOfSample = new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
  return { namespace: `Alexa.${namespace}`, name, value, timeOfSample, uncertaintyInMilliseconds: 0, ...more };
}

export const brightness = (value: unknown, seconds: number, more?: object): object =>
  property(['BrightnessController', 'brightness'], value, seconds, more);

export const power = (value: unknown, seconds: number, more?: object): object =>
  property(['PowerController', 'powerState'], value, seconds, more);

export function changeReport(
  changed: readonly object[],
  parts: { context?: readonly object[]; endpointId?: string; header?: object } = {},
): object {
  const payload = { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: changed } };
  return event(['Alexa', 'ChangeReport'], { endpointId: 'lamp-1', ...parts, payload });
}

import type { Clock } from '@gatehouse/client/platform';
import { encodeTimestamp } from '@gatehouse/protocol';
import type { Device, DeviceProperty } from './device.ts';

/** A property with the time at which it got its value, as Alexa's messages print it. */
export interface SampledProperty extends DeviceProperty {
  readonly timeOfSample: string;
  readonly uncertaintyInMilliseconds: number;
}

/** The devices of one home with their present states. */
export class DeviceHome {
  readonly #clock: Clock;
  readonly #devices = new Map<string, Device>();
  readonly #states = new Map<string, Map<string, SampledProperty>>();

  constructor(devices: readonly Device[], clock: Clock) {
    this.#clock = clock;
    for (const device of devices) this.add(device);
  }

  /** Brings a device into the home, in its first state. */
  add(device: Device): void {
    this.#devices.set(device.endpointId, device);
    this.#states.set(device.endpointId, new Map());
    this.set(device.endpointId, device.state);
  }

  /** Takes a device out of the home. */
  remove(endpointId: string): void {
    this.#devices.delete(endpointId);
    this.#states.delete(endpointId);
  }

  /** A device, or undefined when the home has none of that id. */
  device(endpointId: string): Device | undefined {
    return this.#devices.get(endpointId);
  }

  /** Every property of a device with its time. */
  state(endpointId: string): readonly SampledProperty[] {
    return [...(this.#states.get(endpointId)?.values() ?? [])];
  }

  /** Gives properties of a device new values, at this moment; answers them with their time. */
  set(endpointId: string, properties: readonly DeviceProperty[]): readonly SampledProperty[] {
    const timeOfSample = encodeTimestamp(this.#clock.now());
    const sampled = properties.map(one => ({ ...one, timeOfSample, uncertaintyInMilliseconds: 0 }));
    this.keep(endpointId, sampled);
    return sampled;
  }

  /** Keeps samples of a device that were taken at a time of their own. */
  keep(endpointId: string, samples: readonly SampledProperty[]): void {
    for (const one of samples) {
      this.#states.get(endpointId)?.set(`${one.namespace} ${one.name} ${one.instance ?? ''}`, one);
    }
  }
}

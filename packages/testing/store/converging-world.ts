import assert from 'node:assert/strict';
import type { ClaimedEvent, PropertyKey, Sample, ShadowProperty, Store } from '@gatehouse/relay/store';
import type { ContractStage } from './contract-case.ts';
import { changeOf, claim, LEASE_MS, link, newEvent, sampleOf, settledOf } from './store-fixture.ts';

/** One step of a random walk of one endpoint's state. `property` 0 and 1 are level, 2 is edge. */
export type StateStep =
  | { readonly type: 'change'; readonly property: number; readonly value: number }
  /** Claims what may be claimed and sends it. `received`: Alexa got it; `answered`: and the answer came back. */
  | { readonly type: 'send'; readonly received: boolean; readonly answered: boolean }
  /** Claims, sends, and ends before any answer. */
  | { readonly type: 'crash'; readonly received: boolean };

const KEYS: readonly PropertyKey[] = [
  { namespace: 'Alexa.BrightnessController', name: 'brightness' },
  { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Fan.Speed' },
  { namespace: 'Alexa.ContactSensor', name: 'detectionState' },
];

const EDGE = 2;
const ENDPOINT = 'lamp-1';

/** One endpoint, and Alexa, who takes the newest sample of each property that reaches her. */
export class ConvergingWorld {
  #stage: ContractStage;
  readonly #reopen: (() => Promise<Store>) | undefined;
  readonly #alexa = new Map<string, Sample>();

  constructor(stage: ContractStage, reopen: (() => Promise<Store>) | undefined) {
    this.#stage = stage;
    this.#reopen = reopen;
  }

  /** Links the customer, so that everything may be sent. */
  async start(): Promise<void> {
    await link(this.#stage);
  }

  /** Does one step; then what the store says that Alexa has is what she has. */
  async play(step: StateStep): Promise<void> {
    this.#stage = { ...this.#stage, at: this.#stage.at + 1 };
    if (step.type === 'change') await this.#change(step.property, step.value);
    if (step.type === 'send') await this.#send(step);
    if (step.type === 'crash') await this.#crash(step.received);
    for (const property of await this.#properties()) {
      if (property.reported) assert.deepEqual(property.reported, this.#alexa.get(property.name), property.name);
    }
  }

  /** Delivers whatever is left; then Alexa has the last state of everything. */
  async drain(): Promise<void> {
    const { store, customer } = this.#stage;
    for (let turn = 0; (await store.readLane(customer)).queued > 0; turn++) {
      assert.ok(turn < 100, 'the lane drains');
      await this.play({ type: 'send', received: true, answered: true });
    }
    for (const { name, current } of await this.#properties()) {
      assert.deepEqual(this.#alexa.get(name)?.value, current.value, name);
    }
  }

  async #properties(): Promise<readonly ShadowProperty[]> {
    return (await this.#stage.store.readShadow(this.#stage.customer, ENDPOINT)).properties;
  }

  async #change(property: number, value: number): Promise<void> {
    const { store, customer, at } = this.#stage;
    const key = KEYS[property];
    assert.ok(key);
    const sample = sampleOf(value, at);
    const { version, properties } = await store.readShadow(customer, ENDPOINT);
    if (properties.find(({ name }) => name === key.name)?.current.value === value) return;
    const edge = property === EDGE;
    const stated = { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties: [{ ...key, ...sample }] } as const;
    const converging = { type: 'level', cause: 'PHYSICAL_INTERACTION', properties: [key] } as const;
    const event = newEvent(customer, edge ? 'edge' : 'level', { draft: edge ? stated : converging });
    const changes = [changeOf(key, sample, { class: edge ? 'edge' : 'level' })];
    const shadows = [{ endpointId: ENDPOINT, expectedVersion: version, properties: changes }];
    assert.deepEqual(await store.accept({ customer, at, shadows, events: [event] }), { type: 'committed' });
  }

  async #send({ received, answered }: { received: boolean; answered: boolean }): Promise<void> {
    const { store, customer, at } = this.#stage;
    const lane = await claim(this.#stage);
    if (lane === undefined) return;
    for (const event of lane.events) {
      const stated = statedBy(event);
      if (received) this.#receive(stated);
      const reported = stated.map(({ key, sample }) => ({ key, sample }));
      const result = received && answered ? 'delivered' : 'pending';
      const ended =
        stated.length === 0
          ? settledOf(event, { result: 'coalesced' })
          : settledOf(event, { result, ...(result === 'delivered' && { reported }) });
      await store.settle({ customer, epoch: lane.epoch, at, events: [ended], lane: { type: 'go-on' }, claim: 0 });
    }
    await store.releaseLane({ customer, epoch: lane.epoch, at });
  }

  async #crash(received: boolean): Promise<void> {
    const lane = await claim(this.#stage);
    for (const event of lane?.events ?? []) if (received) this.#receive(statedBy(event));
    // Without a file the end of the lease does what the end of the process does.
    if (this.#reopen === undefined) this.#stage = { ...this.#stage, at: this.#stage.at + LEASE_MS };
    else this.#stage = { ...this.#stage, store: await this.#reopen() };
  }

  #receive(stated: readonly { key: PropertyKey; sample: Sample }[]): void {
    for (const { key, sample } of stated) {
      const known = this.#alexa.get(key.name);
      if (known === undefined || known.timeOfSample <= sample.timeOfSample) this.#alexa.set(key.name, sample);
    }
  }
}

/** What the report of a claimed event states: an edge report its own values, a level report whatever Alexa does not have. */
function statedBy({ draft, shadow = [] }: ClaimedEvent): readonly { key: PropertyKey; sample: Sample }[] {
  if (draft.type === 'changes') {
    return draft.properties.map(({ value, timeOfSample, uncertaintyInMilliseconds, ...key }) => ({
      key,
      sample: { value, timeOfSample, uncertaintyInMilliseconds },
    }));
  }
  return shadow
    .filter(property => property.class === 'level' && property.reported?.value !== property.current.value)
    .map(({ namespace, name, instance, current }) => ({
      key: { namespace, name, ...(instance !== undefined && { instance }) },
      sample: current,
    }));
}

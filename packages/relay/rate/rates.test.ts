import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Region } from '@gatehouse/protocol';
import { createRecordingLog, type RecordingLog } from '@gatehouse/testing';
import fc from 'fast-check';
import { type DeliveryConfig, deliveryDefaults } from '../config/delivery-config.ts';
import { type RateAnswer, Rates } from './rates.ts';

class World {
  readonly log: RecordingLog = createRecordingLog();
  readonly rates: Rates;
  now = 0;

  constructor(config: Partial<DeliveryConfig> = {}) {
    this.rates = new Rates({ ...deliveryDefaults, ...config }, this.log);
  }

  enter(customer: string, more: { region?: Region; urgent?: boolean } = {}): RateAnswer {
    return this.rates.enter({ customer, region: 'NA', urgent: false, ...more }, this.now);
  }

  waitOf(customer: string): number {
    const answer = this.enter(customer);
    return answer.type === 'wait' ? answer.waitMs : 0;
  }

  hear(customer: string, word: 'accepted' | 'throttled' | 'failed' | 'answered', region: Region = 'NA'): void {
    this.rates.hear(word, { customer, region }, this.now);
  }

  /** Throttles so many customers that were served before, until the region is slow. */
  throttleSkill(customers = 20): void {
    for (let i = 0; i < customers; i++) this.enter(`early-${i}`);
    for (let i = 0; i < customers; i++) this.hear(`early-${i}`, 'throttled');
  }
}

describe('Rates', () => {
  it('lets a customer wait that is throttled, and nobody else', () => {
    const world = new World();
    world.enter('busy');
    world.hear('busy', 'throttled');
    const answer = world.enter('busy');
    assert.ok(answer.type === 'wait' && answer.waitMs === 1_000);
    assert.match(answer.reason, /throttles this customer/);
    assert.equal(world.enter('calm').type, 'send');
  });

  it('sends a customer what the documents allow after a 429, however often it is throttled', () => {
    const world = new World();
    for (let i = 0; i < 50; i++) {
      assert.ok(world.waitOf('busy') <= 1_000);
      world.now += 1_000;
      world.hear('busy', 'throttled');
    }
  });

  it('sends faster again to a customer with what is accepted', () => {
    const world = new World();
    const countBurst = (): number => {
      for (let count = 0; ; count++) if (world.enter('busy').type === 'wait') return count;
    };
    world.enter('busy');
    world.hear('busy', 'throttled');
    const bursts = Array.from({ length: 4 }, () => {
      for (let i = 0; i < 15; i++) {
        world.now += 1_000;
        world.hear('busy', 'accepted');
      }
      return countBurst();
    });
    assert.deepEqual(
      [...bursts].sort((a, b) => a - b),
      bursts,
      'each burst is larger than the one before',
    );
    assert.equal(bursts.at(-1), deliveryDefaults.customerPerSecond);
  });

  it('leaves the skill alone when one customer in ten is throttled for ever', () => {
    const world = new World({ skillPerSecond: 10_000 });
    for (let second = 0; second < 60; second++) {
      for (let i = 0; i < 1_000; i++) {
        world.now += 1;
        world.hear(`c-${i}`, i % 10 === 0 ? 'throttled' : 'accepted');
      }
    }
    assert.deepEqual(world.log.lines, []);
  });

  it('sends more slowly to the region when many customers are throttled, says so once, and when it is over', () => {
    const world = new World({ skillPerSecond: 100 });
    world.throttleSkill();
    world.throttleSkill();
    assert.ok(world.waitOf('late') > 0);
    assert.equal(world.enter('other', { region: 'EU' }).type, 'send');
    for (let i = 0; i < 120; i++) {
      world.now += 1_000;
      world.hear(`c-${i}`, 'accepted');
    }
    assert.equal(world.enter('late-2').type, 'send');
    assert.deepEqual(
      world.log.lines.map(({ level }) => level),
      ['warn', 'info'],
    );
  });

  it('lets urgent messages go at once, and counts them', () => {
    const world = new World({ skillPerSecond: 100 });
    world.throttleSkill();
    const before = world.waitOf('first');
    for (let i = 0; i < 50; i++) assert.equal(world.enter('reply', { urgent: true }).type, 'send');
    assert.ok(world.waitOf('second') > before + 2_000);
  });

  it('gives each customer one place in line, which nobody takes from it', () => {
    const world = new World({ skillPerSecond: 100 });
    world.throttleSkill();
    const greedy = world.waitOf('greedy');
    for (let i = 0; i < 100; i++) assert.equal(world.waitOf('greedy'), greedy, 'asking more often brings nothing');
    const meek = world.waitOf('meek');
    assert.ok(meek > greedy && meek < greedy + 1_000);
    world.now += meek;
    for (let i = 0; i < 100; i++) world.waitOf(`new-${i}`);
    assert.equal(world.enter('meek').type, 'send');
    assert.ok(world.waitOf('meek') > 0, 'at the end of the line again');
  });

  it('lets nobody starve under a limit of the skill, however the others ask', () => {
    const law = fc.property(fc.array(fc.nat(9), { minLength: 400, maxLength: 600 }), asking => {
      const world = new World({ skillPerSecond: 50 });
      world.throttleSkill();
      const sent = new Map<string, number>();
      let meekAt = 0;
      for (const index of asking) {
        world.now += 100;
        const crowd = Array.from({ length: index }, (_, i) => `c-${i}`);
        for (const customer of crowd) {
          if (world.enter(customer).type === 'send') sent.set(customer, (sent.get(customer) ?? 0) + 1);
        }
        if (world.now < meekAt) continue;
        const answer = world.enter('meek');
        if (answer.type === 'send') sent.set('meek', (sent.get('meek') ?? 0) + 1);
        else meekAt = world.now + answer.waitMs;
      }
      const most = Math.max(...sent.values());
      assert.ok((sent.get('meek') ?? 0) >= most / 2 - 2, JSON.stringify([...sent]));
    });
    fc.assert(law, { numRuns: 30 });
  });

  it('trusts a customer whose last word was an acceptance of the last minute', () => {
    const world = new World();
    assert.equal(world.rates.isTrusted('c', 0), false);
    world.hear('c', 'accepted');
    assert.equal(world.rates.isTrusted('c', 59_999), true);
    assert.equal(world.rates.isTrusted('c', 60_000), false);
    world.hear('c', 'failed');
    assert.equal(world.rates.isTrusted('c', 1), false);
  });

  it('tells when a customer ends in the same way again', () => {
    const world = new World();
    const sender = { customer: 'c', region: 'NA' as const };
    const words = ['failed', 'failed', 'accepted', 'failed'] as const;
    assert.deepEqual(
      words.map(word => world.rates.hear(word, sender, 0).again),
      [false, true, false, false],
    );
  });

  it('forgets whoever was heard from longest ago when there are too many', () => {
    const world = new World();
    world.hear('oldest', 'accepted');
    world.hear('kept', 'accepted');
    for (let i = 0; i < 49_999; i++) {
      if (i === 10) world.hear('kept', 'accepted');
      world.hear(`c-${i}`, 'answered');
    }
    assert.deepEqual([world.rates.isTrusted('oldest', 0), world.rates.isTrusted('kept', 0)], [false, true]);
  });
});

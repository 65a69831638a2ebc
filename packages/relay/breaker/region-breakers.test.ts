import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordingLog, type RecordingLog } from '@gatehouse/testing';
import { deliveryDefaults } from '../config/delivery-config.ts';
import { RegionBreakers, type RegionWord } from './region-breakers.ts';

const config = { ...deliveryDefaults, breakerCustomers: 10, breakerPercent: 50 };

function open(): { breakers: RegionBreakers; log: RecordingLog } {
  const log = createRecordingLog();
  return { breakers: new RegionBreakers(config, log), log };
}

function word(customer: number, end: RegionWord['end'], more: Partial<RegionWord> = {}): RegionWord {
  return { region: 'EU', customer: `c-${customer}`, end, again: false, probe: false, ...more };
}

function fail(breakers: RegionBreakers, customers: number, now = 0): void {
  for (let i = 0; i < customers; i++) breakers.hear(word(i, 'failed'), now);
}

describe('RegionBreakers', () => {
  it('opens when many customers of a region fail, and says so once', () => {
    const { breakers, log } = open();
    fail(breakers, 9);
    assert.equal(breakers.enter('EU', 0).type, 'send');
    fail(breakers, 30);
    const answer = breakers.enter('EU', 0);
    assert.ok(answer.type === 'wait' && answer.waitMs >= config.breakerPauseMs);
    assert.match(answer.reason, /region EU fails for many customers/);
    assert.deepEqual(
      log.lines.map(({ level, fields }) => [level, fields.region]),
      [['error', 'EU']],
    );
  });

  it('stops no other region', () => {
    const { breakers } = open();
    fail(breakers, 30);
    assert.equal(breakers.enter('NA', 0).type, 'send');
  });

  it('stays closed while a tenth of the customers fail', () => {
    const { breakers } = open();
    for (let i = 0; i < 1_000; i++) breakers.hear(word(i, i % 10 === 0 ? 'failed' : 'answered'), i);
    assert.equal(breakers.enter('EU', 1_000).type, 'send');
  });

  it('stays closed however often the same customers fail, and when answers are their own refusals', () => {
    const { breakers } = open();
    for (let i = 0; i < 100; i++) breakers.hear(word(i % 9, 'failed', { again: i >= 9 }), i);
    for (let i = 0; i < 100; i++) breakers.hear(word(i + 50, 'answered'), 100);
    for (let i = 0; i < 100; i++) breakers.hear(word(i + 200, 'unsent'), 100);
    assert.equal(breakers.enter('EU', 100).type, 'send');
  });

  it('forgets failures that are long past', () => {
    const { breakers } = open();
    for (let i = 0; i < 50; i++) breakers.hear(word(i, 'failed'), i * 5_000);
    assert.equal(breakers.enter('EU', 250_000).type, 'send');
  });

  it('lets one probe out after each pause, each pause twice as long, until the region answers', () => {
    const { breakers, log } = open();
    fail(breakers, 10);
    let now = 0;
    for (const pauseMs of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      now += pauseMs;
      assert.equal(breakers.enter('EU', now - 1).type, 'wait');
      assert.equal(breakers.enter('EU', now).type, 'probe');
      assert.equal(breakers.enter('EU', now).type, 'wait');
      breakers.hear(word(1, 'failed', { probe: true }), now);
    }
    assert.equal(breakers.enter('EU', now + 30_000).type, 'probe');
    breakers.hear(word(2, 'answered', { probe: true }), now + 30_000);
    assert.equal(breakers.enter('EU', now + 30_000).type, 'send');
    assert.deepEqual(
      log.lines.map(({ level }) => level),
      ['error', 'info'],
    );
  });

  it('gives the probe on when it was not sent after all', () => {
    const { breakers } = open();
    fail(breakers, 10);
    assert.equal(breakers.enter('EU', 2_000).type, 'probe');
    breakers.hear(word(1, 'unsent', { probe: true }), 2_100);
    assert.equal(breakers.enter('EU', 2_100).type, 'probe');
  });

  it('is not closed by an answer that is no probe', () => {
    const { breakers } = open();
    fail(breakers, 10);
    breakers.hear(word(99, 'answered'), 100);
    assert.equal(breakers.enter('EU', 100).type, 'wait');
  });

  it('opens anew only when others fail anew', () => {
    const { breakers } = open();
    fail(breakers, 10);
    breakers.enter('EU', 2_000);
    breakers.hear(word(99, 'answered', { probe: true }), 2_000);
    for (let i = 0; i < 10; i++) breakers.hear(word(i, 'failed', { again: true }), 2_001);
    assert.equal(breakers.enter('EU', 2_001).type, 'send');
    fail(breakers, 10, 2_002);
    assert.equal(breakers.enter('EU', 2_002).type, 'wait');
  });

  it('spreads the lanes that come back', () => {
    const { breakers } = open();
    fail(breakers, 10);
    const waits = Array.from({ length: 1_000 }, () => {
      const answer = breakers.enter('EU', 0);
      return answer.type === 'wait' ? answer.waitMs : 0;
    });
    assert.equal(new Set(waits).size, 1_000);
    assert.ok((waits.at(-1) ?? 0) - (waits[0] ?? 0) >= 499);
  });
});

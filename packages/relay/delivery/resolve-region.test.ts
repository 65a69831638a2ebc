import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome, RegionAnswer } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import type { DeliveryLane } from './delivery-lane.ts';
import { type RegionTools, relocate, resolveFirstRegion } from './resolve-region.ts';

const token = { type: 'token', token: new Secret('gatehouse-secret-access'), generation: 4 } as const;

function named(...candidates: [Region, ...Region[]]): RegionAnswer {
  return { type: 'resolved', region: candidates[0], candidates, tookMs: 1 };
}

function unresolved(status: number | undefined, outcome: Outcome): RegionAnswer {
  const answer =
    status === undefined
      ? ({ type: 'unanswered', reason: 'timeout', detail: 'No answer', tookMs: 1 } as const)
      : ({ type: 'answered', status, tookMs: 1 } as const);
  return { type: 'unresolved', answer, outcome };
}

const SILENT = unresolved(undefined, { type: 'again', reason: 'timeout' });
const BROKEN = unresolved(500, { type: 'again', reason: 'server-error' });
const NAMELESS = unresolved(200, { type: 'again', reason: 'unknown-status' });
const REFUSED = unresolved(403, { type: 'relocate', reason: 'disabled' });

class Lookup implements RegionTools {
  readonly clock = createVirtualClock();
  readonly config = { region: 'FE' } as const;
  readonly lane: DeliveryLane;
  readonly corrections: [generation: number, region: Region][] = [];
  asked: Region[] = [];
  readonly #answer: RegionAnswer;

  constructor(answer: RegionAnswer, region?: Region) {
    this.#answer = answer;
    const idle = {
      customer: 'c-1',
      generation: 5,
      failures: 0,
      slow: 0,
      closed: false,
      leaseUntil: 0,
      regionAsk: undefined,
    };
    this.lane = { ...idle, region };
  }

  readonly store: RegionTools['store'] = {
    readCustomer: () => assert.fail('Nobody asks for the customer'),
    listCustomers: () => assert.fail('Nobody lists customers'),
    correctRegion: async ({ generation, region }) => void this.corrections.push([generation, region]),
  };

  readonly events: RegionTools['events'] = {
    sendEvent: () => assert.fail('Nothing is posted'),
    resolveRegion: async ({ region }) => {
      this.asked.push(region);
      return this.#answer;
    },
    close: async () => {},
  };
}

describe('resolveFirstRegion()', () => {
  for (const [what, answer, region, corrections] of [
    ['the region that Alexa names', named('EU'), 'EU', [[4, 'EU']]],
    ['the first of several', named('FE', 'NA'), 'FE', [[4, 'FE']]],
    ['the configured one, for good, when none is named', NAMELESS, 'FE', [[4, 'FE']]],
    ['the configured one, for now, when the look-up is silent', SILENT, 'FE', []],
    ['the configured one, for now, when the look-up is broken', BROKEN, 'FE', []],
    ['the configured one, for now, when the look-up refuses', REFUSED, 'FE', []],
  ] as const) {
    it(`is ${what}`, async () => {
      const lookup = new Lookup(answer);
      const found = await resolveFirstRegion(lookup.lane, token, lookup);
      assert.deepEqual([found.region, found.decision.what, lookup.asked], [region, 'region', ['NA']]);
      assert.deepEqual(lookup.corrections, corrections);
      assert.match(found.decision.why, answer.type === 'resolved' ? /^Alexa says/ : /as configured$/);
    });
  }
});

describe('relocate()', () => {
  for (const [what, answer, expected] of [
    ['moves to another region', named('EU'), 'moved'],
    ['stays where Alexa says that the customer is', named('NA'), 'same'],
    ['stays when Alexa names all regions, the refusing one among them', named('EU', 'FE', 'NA'), 'same'],
    ['stays when Alexa names none', NAMELESS, 'same'],
    ['stays when Alexa refuses to say', REFUSED, 'same'],
    ['comes back later when nobody answers', SILENT, 'again'],
    ['comes back later when the look-up is broken', BROKEN, 'again'],
  ] as const) {
    it(what, async () => {
      const lookup = new Lookup(answer, 'NA');
      const { lane } = lookup;
      const relocation = await relocate({ lane, region: 'NA', token }, lookup);
      assert.equal(relocation.type, expected);
      const moved = expected === 'moved';
      assert.deepEqual([lane.region, lookup.corrections], moved ? ['EU', [[4, 'EU']]] : ['NA', []]);
    });
  }

  it('asks nobody when another message of the lane has found out already', async () => {
    const lookup = new Lookup(SILENT, 'FE');
    const { lane } = lookup;
    const relocation = await relocate({ lane, region: 'NA', token }, lookup);
    assert.ok(relocation.type === 'moved' && relocation.region === 'FE');
    assert.deepEqual([lookup.asked, lookup.corrections], [[], []]);
  });
});

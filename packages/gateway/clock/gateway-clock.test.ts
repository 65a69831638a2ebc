import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sleep } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { createVirtualClock, VIRTUAL_START, type VirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import type { StateRecord } from '../record/state-record.ts';
import { createGatewayClock, type GatewayClock, type GatewayClockOptions } from './gateway-clock.ts';

interface Opened {
  readonly machine: VirtualClock;
  readonly clock: GatewayClock;
}

function open(more: Partial<GatewayClockOptions> = {}): Opened {
  const machine = createVirtualClock();
  return { machine, clock: createGatewayClock({ machine, ...more }) };
}

/** Sets timers that write down their delay and what the clock shows, from now on. */
function recordTimers(clock: GatewayClock, delays: readonly number[]): { readonly ran: (readonly number[])[] } {
  const ran: (readonly number[])[] = [];
  const start = clock.monotonic();
  for (const delayMs of delays) clock.setTimer(delayMs, () => ran.push([delayMs, clock.monotonic() - start]));
  return { ran };
}

describe('a gateway clock that nobody touched', () => {
  it("shows the machine's time, also after the machine's clock has jumped", async () => {
    const { machine, clock } = open();
    assert.deepEqual([clock.now(), clock.monotonic()], [VIRTUAL_START, 0]);
    await machine.advance(1_234);
    machine.jump(-1_000);
    assert.deepEqual([clock.now(), clock.monotonic()], [VIRTUAL_START + 234, 1_234]);
    assert.deepEqual(clock.read(), { now: '2026-01-01T00:00:00.234Z', frozen: false, scale: 1 });
  });

  it("runs timers with the machine's clock, in order, whatever their delays", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 12 }), async delays => {
        const { machine, clock } = open();
        const { ran } = recordTimers(clock, delays);
        await machine.advance(50);
        assert.deepEqual(
          ran,
          delays.toSorted((a, b) => a - b).map(delayMs => [delayMs, delayMs]),
        );
        assert.deepEqual(machine.pending(), []);
      }),
      { numRuns: 30 },
    );
  });

  it('asks the machine for one timer at most, and for none when each is cancelled', () => {
    const { machine, clock } = open();
    const timers = [30, 10, 20].map(delayMs => clock.setTimer(delayMs, () => {}));
    assert.deepEqual(
      machine.pending().map(({ delayMs }) => delayMs),
      [10],
    );
    for (const timer of timers) timer.cancel();
    assert.deepEqual(machine.pending(), []);
  });

  it('runs a timer that was set behind one that was cancelled', async () => {
    const { machine, clock } = open();
    const first = clock.setTimer(10, () => assert.fail('the timer ran'));
    const { ran } = recordTimers(clock, [20]);
    first.cancel();
    await machine.advance(20);
    assert.deepEqual(ran, [[20, 20]]);
  });

  it('runs the other timers when the callback of one throws', async () => {
    const { machine, clock } = open();
    clock.setTimer(5, () => assert.fail('thrown by a timer'));
    const { ran } = recordTimers(clock, [5]);
    await assert.rejects(machine.advance(5), /thrown by a timer/);
    await machine.advance(0);
    assert.deepEqual(ran, [[5, 5]]);
  });
});

describe('change() with freeze', () => {
  it('stops the clock and its timers, and lets both go on from there', async () => {
    const { machine, clock } = open();
    const { ran } = recordTimers(clock, [1_000]);
    await machine.advance(400);
    assert.deepEqual(await clock.change({ freeze: true }), {
      now: '2026-01-01T00:00:00.400Z',
      frozen: true,
      scale: 1,
    });
    assert.deepEqual(machine.pending(), []);
    await machine.advance(60_000);
    assert.deepEqual([clock.now(), clock.monotonic(), ran], [VIRTUAL_START + 400, 400, []]);
    await clock.change({ freeze: false });
    await machine.advance(599);
    assert.deepEqual(ran, []);
    await machine.advance(1);
    assert.deepEqual([ran, clock.now()], [[[1_000, 1_000]], VIRTUAL_START + 1_000]);
  });

  it('keeps running timers without a delay', async () => {
    const { machine, clock } = open({ frozen: true });
    const { ran } = recordTimers(clock, [0, 1]);
    await machine.advance(0);
    assert.deepEqual(ran, [[0, 0]]);
  });
});

describe('change() with scale', () => {
  it('makes time and timers pass quicker or slower from now on', async () => {
    const { machine, clock } = open();
    const { ran } = recordTimers(clock, [60_000, 3_600_000]);
    await clock.change({ scale: 60 });
    await machine.advance(1_000);
    assert.deepEqual([ran, clock.now()], [[[60_000, 60_000]], VIRTUAL_START + 60_000]);
    await clock.change({ scale: 0.5 });
    await machine.advance(2_000);
    assert.deepEqual([clock.monotonic(), clock.now()], [61_000, VIRTUAL_START + 61_000]);
    await clock.change({ scale: 1_000_000 });
    await machine.advance(4);
    assert.deepEqual(ran.at(-1), [3_600_000, 4_061_000]);
    assert.equal(clock.read().scale, 1_000_000);
  });

  it('never runs a timer early, and never lets monotonic() go back, whatever the changes', async () => {
    const step = fc.record({
      scale: fc.double({ min: 0.001, max: 1_000, noNaN: true }),
      freeze: fc.boolean(),
      machineMs: fc.nat(5_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(10_000), { maxLength: 5 }),
        fc.array(step, { maxLength: 8 }),
        async (delays, steps) => {
          const { machine, clock } = open();
          const { ran } = recordTimers(clock, delays);
          let before = 0;
          for (const { machineMs, ...change } of steps) {
            await clock.change(change);
            await machine.advance(machineMs);
            assert.ok(clock.monotonic() >= before);
            before = clock.monotonic();
          }
          // What has no delay runs in the next turn, also when nothing was changed.
          await machine.advance(0);
          assert.deepEqual(
            ran.map(([delayMs]) => delayMs),
            delays
              .filter(delayMs => delayMs <= before || ran.some(([done]) => done === delayMs))
              .toSorted((a, b) => a - b),
          );
          for (const [delayMs = 0, at = 0] of ran) assert.ok(at >= delayMs, `${delayMs} ran at ${at}`);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('change() with advanceMs', () => {
  for (const frozen of [true, false]) {
    const clockName = frozen ? 'a frozen clock' : 'a running clock';
    it(`runs timers in order, each at exactly its time, on ${clockName}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 12 }), async delays => {
          const { machine, clock } = open({ frozen });
          const shown: number[] = [];
          const { ran } = recordTimers(clock, delays);
          for (const delayMs of delays) clock.setTimer(delayMs, () => shown.push(clock.now() - VIRTUAL_START));
          await clock.advance(25);
          const expected = delays.filter(delayMs => delayMs <= 25).toSorted((a, b) => a - b);
          assert.deepEqual(
            ran,
            expected.map(delayMs => [delayMs, delayMs]),
          );
          assert.deepEqual(shown, expected);
          assert.deepEqual([clock.now(), clock.monotonic()], [VIRTUAL_START + 25, 25]);
          await clock.advance(25);
          assert.equal(ran.length, delays.length);
          assert.deepEqual(machine.pending(), []);
        }),
        { numRuns: 15 },
      );
    });
  }

  it('runs timers that a promise chain sets meanwhile, also at the very end', async () => {
    const { clock } = open({ frozen: true });
    const seen: number[] = [];
    const walk = async (): Promise<void> => {
      for (let step = 0; step < 4; step++) {
        await sleep(clock, 10);
        await Promise.resolve();
        seen.push(clock.monotonic());
      }
    };
    const done = walk();
    await clock.advance(30);
    assert.deepEqual(seen, [10, 20, 30]);
    await clock.advance(10);
    await done;
  });

  it('is the same in one step or in many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), async steps => {
        const { clock } = open({ frozen: true });
        const { ran } = recordTimers(clock, [7, 30, 30, 61]);
        for (const step of steps) await clock.advance(step);
        const total = steps.reduce((sum, step) => sum + step, 0);
        assert.equal(clock.monotonic(), total);
        assert.equal(ran.length, [7, 30, 30, 61].filter(delayMs => delayMs <= total).length);
      }),
      { numRuns: 20 },
    );
  });

  it("comes to exactly the sum of its parts when the machine's clock has fractions", async () => {
    const machine = createVirtualClock();
    const clock = createGatewayClock({
      machine: {
        now: () => machine.now(),
        monotonic: () => machine.monotonic() * 1.000_1 + 0.123_456_789,
        setTimer: (delayMs, callback) => machine.setTimer(delayMs, callback),
      },
    });
    await machine.advance(777);
    await clock.change({ freeze: true });
    const { ran } = recordTimers(clock, [8_000]);
    for (const part of [1, 7, 7_991]) await clock.advance(part);
    assert.deepEqual(ran, []);
    await clock.advance(1);
    assert.deepEqual([ran, clock.now()], [[[8_000, 8_000]], VIRTUAL_START + 8_777]);
  });

  it("moves a running clock away from the machine's by exactly that much", async () => {
    const { machine, clock } = open();
    clock.setTimer(100, () => void machine.advance(30));
    await clock.advance(1_000);
    assert.equal(clock.now() - machine.now(), 1_000);
  });

  it('waits its turn behind a change under way', async () => {
    const { clock } = open({ frozen: true });
    const { ran } = recordTimers(clock, [5, 15]);
    const [one, two, three] = await Promise.all([
      clock.advance(10),
      clock.change({ freeze: false, now: 0 }),
      clock.change({ freeze: true, advanceMs: 10 }),
    ]);
    assert.deepEqual(
      [one, two, three].map(({ now, frozen }) => [now, frozen]),
      [
        ['2026-01-01T00:00:00.010Z', true],
        ['1970-01-01T00:00:00.000Z', false],
        ['1970-01-01T00:00:00.010Z', true],
      ],
    );
    assert.deepEqual(ran, [
      [5, 5],
      [15, 15],
    ]);
  });

  it('throws what a callback threw when the time has passed, and the next change is made', async () => {
    const { clock } = open({ frozen: true });
    clock.setTimer(5, () => assert.fail('thrown by a timer'));
    const { ran } = recordTimers(clock, [5, 6]);
    await assert.rejects(clock.advance(10), /thrown by a timer/);
    assert.deepEqual([ran.length, clock.monotonic()], [2, 10]);
    assert.equal((await clock.advance(1)).now, '2026-01-01T00:00:00.011Z');
  });

  it('changes nothing when the clock would leave the year 9999', async () => {
    const { clock } = open({ frozen: true });
    const change = { now: Date.UTC(9_999, 11, 31), advanceMs: 86_400_000, scale: 7 };
    await assert.rejects(
      clock.change(change),
      (error: unknown) => error instanceof GatehouseError && error.pointer === '/advanceMs',
    );
    assert.deepEqual(clock.read(), { now: '2026-01-01T00:00:00.000Z', frozen: true, scale: 1 });
    await clock.change({ ...change, advanceMs: 86_399_999, freeze: false, scale: 1_000 });
    assert.equal(clock.read().now, '9999-12-31T23:59:59.999Z');
  });
});

describe('change() with now', () => {
  it('sets the wall clock forth and back, and no timer notices', async () => {
    const { machine, clock } = open();
    const { ran } = recordTimers(clock, [1_000]);
    await clock.change({ now: VIRTUAL_START + 86_400_000 });
    assert.deepEqual([clock.now(), clock.monotonic(), ran], [VIRTUAL_START + 86_400_000, 0, []]);
    await clock.change({ now: 5 });
    await machine.advance(1_000);
    assert.deepEqual([clock.now(), ran], [1_005, [[1_000, 1_000]]]);
  });
});

describe('records() and restore()', () => {
  it('a frozen clock stands where it stood, whenever it is restored', async () => {
    const { machine, clock } = open();
    await machine.advance(250);
    await clock.change({ freeze: true, scale: 10 });
    await machine.advance(9_000);
    const records = [...clock.records()];
    const later = open({ startAt: 0 });
    await later.machine.advance(500_000);
    for (const record of records) later.clock.restore(record);
    assert.deepEqual(later.clock.read(), clock.read());
    assert.deepEqual([...later.clock.records()], records);
  });

  it("a running clock keeps its distance from the machine's, and its pace", async () => {
    const { clock, machine } = open();
    await clock.change({ advanceMs: 60_000, scale: 2 });
    await machine.advance(100);
    const later = open();
    await later.machine.advance(5_000);
    for (const record of clock.records()) later.clock.restore(record);
    assert.deepEqual(later.clock.read(), { now: '2026-01-01T00:01:10.000Z', frozen: false, scale: 2 });
  });

  it('restore() leaves timers and monotonic() as they are, and tells nobody', async () => {
    const kept: unknown[] = [];
    const { machine, clock } = open({ keep: (...told) => void kept.push(told) });
    const { ran } = recordTimers(clock, [100]);
    await machine.advance(40);
    const { clock: other } = open({ startAt: 0 });
    for (const record of other.records()) clock.restore(record);
    assert.deepEqual([clock.monotonic(), kept], [40, []]);
    await machine.advance(60);
    assert.deepEqual(ran, [[100, 100]]);
  });

  it('each change tells the record that restores it', async () => {
    let kept: StateRecord | undefined;
    const keep: GatewayClockOptions['keep'] = (kind, key, value) => {
      kept = typeof value === 'object' ? { kind, key, value } : undefined;
    };
    const { clock, machine } = open({ keep });
    assert.equal(kept, undefined);
    for (const change of [{ freeze: true }, { advanceMs: 5 }, { now: 7 }, { freeze: false }, { scale: 3 }]) {
      await clock.change(change);
      await machine.advance(10);
      assert.deepEqual([...clock.records()], [kept]);
    }
  });
});

describe('reset()', () => {
  it('begins anew as configured, ends an advance under way, and keeps monotonic()', async () => {
    const { machine, clock } = open({ startAt: 1_000, frozen: true });
    assert.equal(clock.now(), 1_000);
    const { ran } = recordTimers(clock, [10, 20]);
    clock.setTimer(10, () => clock.reset());
    await clock.change({ advanceMs: 50, scale: 5 });
    assert.deepEqual([ran, clock.now(), clock.monotonic()], [[[10, 10]], 1_000, 10]);
    assert.deepEqual(clock.read(), { now: '1970-01-01T00:00:01.000Z', frozen: true, scale: 1 });
    await clock.change({ freeze: false });
    await machine.advance(10);
    assert.deepEqual(ran.at(-1), [20, 20]);
  });

  it("follows the machine's clock again when nothing is configured", async () => {
    const { machine, clock } = open();
    await clock.change({ now: 0, freeze: true, scale: 9 });
    clock.reset();
    await machine.advance(70);
    assert.equal(clock.now(), machine.now());
  });
});

import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts';

/** The time of a simulation: true time, and by how much the wall clocks of the relays' machines are wrong. */
export interface SimClock extends VirtualClock {
  skewMs: number;
}

/** A clock whose skew is nothing at first. */
export function createSimClock(): SimClock {
  const clock = createVirtualClock();
  return {
    skewMs: 0,
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (delayMs, callback) => clock.setTimer(delayMs, callback),
    advance: (durationMs, idle) => clock.advance(durationMs, idle),
    settle: idle => clock.settle(idle),
    jump: byMs => clock.jump(byMs),
    pending: () => clock.pending(),
  };
}

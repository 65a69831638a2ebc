import type { Effect, RoutineEffect } from '../effect/effect.ts';
import type { HomeKey } from '../home/home.ts';
import type { Reason } from '../journal/reason.ts';

/** Effects that routines may start from. */
export interface RoutineCue extends HomeKey {
  readonly effects: readonly Effect[];
  /** How many routines led here, one by the effect of the other. */
  readonly depth: number;
}

/** The routines that started, and those that should have and could not. */
export interface StartedRoutines {
  readonly effects: readonly RoutineEffect[];
  readonly ignored: readonly Reason[];
}

/** Starts routines; their directives are sent later, so that whoever asks need not wait. */
export interface RoutineStarter {
  /** Starts every routine of the customer that one of the effects triggers. Never throws. */
  start(cue: RoutineCue): StartedRoutines;
}

const NONE: StartedRoutines = { effects: [], ignored: [] };

/** For a home without routines. */
export const noRoutines: RoutineStarter = { start: () => NONE };

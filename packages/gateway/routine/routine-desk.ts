import type { Effect, RoutineEffect } from '../effect/effect.ts';
import type { Reason } from '../journal/reason.ts';
import { createEchoes, type Echoes } from './echoes.ts';
import { matchesTrigger } from './match-trigger.ts';
import type { Routine, RoutineAction } from './routine.ts';
import type { RoutineHouse } from './routine-house.ts';
import { createRoutineReason } from './routine-rules.ts';
import type { RoutineCue, RoutineStarter, StartedRoutines } from './routine-starter.ts';
import { type RoutineRun, sendAction } from './send-action.ts';

/**
 * Starts routines and sends their directives. Siblings: `routine.ts` is the shape, `match-trigger.ts` decides what starts
 * one, `send-action.ts` sends one directive, `echoes.ts` knows which endpoints a routine has just moved, so that loops
 * come to an end. State kept: routines that wait or run.
 */
export interface RoutineDesk extends RoutineStarter {
  /** Drops the routines that wait; those that run send nothing more. */
  reset(): void;
  /** Resets, starts nothing from now on, and resolves when the last directive under way is over. */
  close(): Promise<void>;
}

/** How many routines run at a time, each sending its directives one after the other. */
const MOST_RUNNING = 8;
const MOST_WAITING = 1_000;
/** The most routines that may follow on one cause, each started by the effect of the one before. */
const DEEPEST = 8;

const NOTHING: StartedRoutines = { effects: [], ignored: [] };

/** Creates a desk at which no routine runs. */
export function createRoutineDesk(house: RoutineHouse): RoutineDesk {
  return new QueueingRoutineDesk(house);
}

class QueueingRoutineDesk implements RoutineDesk {
  readonly #house: RoutineHouse;
  readonly #echoes: Echoes;
  readonly #running = new Set<Promise<void>>();
  #waiting: RoutineRun[] = [];
  /** Changes with each reset: a run of an earlier epoch ends. */
  #epoch = 0;
  #closed = false;

  constructor(house: RoutineHouse) {
    this.#house = house;
    this.#echoes = createEchoes(house.clock);
  }

  start(cue: RoutineCue): StartedRoutines {
    const known = this.#house.routineBook.list(cue.userId);
    if (known.length === 0) return NOTHING;
    const routines = known.filter(routine => routine.enabled);
    const effects: RoutineEffect[] = [];
    const ignored: Reason[] = [];
    for (const routine of this.#closed ? [] : routines) {
      const effect = cue.effects.find(one => matchesTrigger(routine.when, one, cue.skillId));
      if (effect === undefined) continue;
      const reason = this.#enqueue(routine, { cue, effect });
      if (reason === undefined) effects.push(encodeEffect(routine));
      else ignored.push(reason);
    }
    return { effects, ignored };
  }

  reset(): void {
    this.#epoch += 1;
    this.#waiting = [];
    this.#echoes.reset();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.reset();
    await Promise.all(this.#running);
  }

  #enqueue(
    routine: Routine,
    { cue, effect }: { readonly cue: RoutineCue; readonly effect: Effect },
  ): Reason | undefined {
    const { routineId } = routine;
    const depth = Math.max(cue.depth, this.#depthOf(cue, effect)) + 1;
    if (depth > DEEPEST) {
      const message = `Routine ${routineId} was not started: ${DEEPEST} routines have followed one another on one cause; make sure that they do not start each other in a circle`;
      return createRoutineReason('routine-loop', message);
    }
    if (this.#waiting.length >= MOST_WAITING) {
      const message = `Routine ${routineId} was not started: ${MOST_WAITING} wait for their turn already`;
      return createRoutineReason('routine-queue-full', message);
    }
    this.#waiting.push({ userId: cue.userId, skillId: cue.skillId, routine, depth });
    this.#next();
    return undefined;
  }

  /** A report of an endpoint that a routine has just moved counts as that routine's doing. */
  #depthOf(cue: RoutineCue, effect: Effect): number {
    if (effect.type !== 'state') return 0;
    return this.#echoes.depthOf({ userId: cue.userId, skillId: cue.skillId, endpointId: effect.endpointId });
  }

  #next(): void {
    if (this.#running.size >= MOST_RUNNING) return;
    const run = this.#waiting.shift();
    if (run === undefined) return;
    const running = this.#run(run).finally(() => {
      this.#running.delete(running);
      this.#next();
    });
    this.#running.add(running);
  }

  async #run(run: RoutineRun): Promise<void> {
    const epoch = this.#epoch;
    // The answer to the event that started the routine goes first.
    await Promise.resolve();
    for (const action of run.routine.then) {
      if (epoch !== this.#epoch) return;
      await this.#send(run, action);
    }
  }

  async #send(run: RoutineRun, action: RoutineAction): Promise<void> {
    await sendAction(run, action, {
      ...this.#house,
      sending: skillId => {
        const { userId, depth } = run;
        this.#echoes.note({ userId, skillId, endpointId: action.endpointId }, depth);
      },
    });
  }
}

function encodeEffect({ routineId, name, then }: Routine): RoutineEffect {
  return { type: 'routine', routineId, ...(name !== undefined && { name }), directives: then.length };
}

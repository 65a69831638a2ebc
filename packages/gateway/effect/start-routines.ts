import type { HomeKey } from '../home/home.ts';
import type { RoutineStarter } from '../routine/routine-starter.ts';
import type { Applied } from './applied.ts';

/** Where effects happened, and who starts routines there. */
export interface RoutinePlace extends HomeKey {
  readonly depth: number;
  readonly routines: RoutineStarter;
}

/**
 * Starts the routines that effects trigger and adds them to what happened. A routine that could not start gives a
 * reason, as a part without effect does. Source: simple-event-source interface, introduction.
 */
export function startRoutines(applied: Applied, { routines, ...place }: RoutinePlace): Applied {
  if (applied.effects.length === 0) return applied;
  const { effects, ignored } = routines.start({ ...place, effects: applied.effects });
  if (effects.length === 0 && ignored.length === 0) return applied;
  const reason = applied.reason ?? ignored[0];
  const all = [...(applied.ignored ?? []), ...ignored];
  return {
    effects: [...applied.effects, ...effects],
    ...(reason !== undefined && { reason }),
    ...(all.length > 0 && { ignored: all }),
  };
}

import { type DiskChange, type PendingChange, touchedNode } from './disk-change.ts';
import { DiskState } from './disk-state.ts';

/**
 * The time from one sync to the next. At any point in it a power cut leaves what is synced (`base`) and of what is
 * pending any part, so all that could be left at an earlier point of the stretch could be left at its end, too, where
 * the most is acknowledged: its end stands for all of it.
 */
export interface Stretch {
  readonly base: DiskState;
  /** In the order of the calls. */
  readonly pending: readonly PendingChange[];
  /** What the process has said until then, in pieces. */
  readonly acknowledged: readonly string[];
}

interface Pending {
  readonly change: PendingChange;
  readonly ended: number;
}

/** Cuts a recording into stretches, one for each sync before which something has happened, and one for the end. */
export function* cutStretches(changes: readonly DiskChange[]): Generator<Stretch> {
  let base = new DiskState();
  let pending: Pending[] = [];
  const acknowledged: string[] = [];
  let news = true;
  for (const change of inOrder(changes)) {
    if (change.type === 'acknowledge') {
      acknowledged.push(change.text);
      news = true;
    } else if (change.type !== 'sync') {
      pending.push({ change, ended: change.ended });
      news = true;
    } else {
      if (news) yield { base, pending: pending.map(one => one.change), acknowledged: [...acknowledged] };
      const isCovered = (one: Pending): boolean => touchedNode(one.change) === change.node && one.ended < change.begun;
      base = base.copy().apply(pending.filter(isCovered).map(one => one.change));
      pending = pending.filter(one => !isCovered(one));
      news = false;
    }
  }
  yield { base, pending: pending.map(one => one.change), acknowledged };
}

/** A change may be on the disk from its beginning on, and what was said may be heard; a sync counts once it has ended. */
function inOrder(changes: readonly DiskChange[]): readonly DiskChange[] {
  const timeOf = (change: DiskChange): number => (change.type === 'sync' ? change.ended : change.begun);
  return changes.toSorted((a, b) => timeOf(a) - timeOf(b));
}

import type { LaneChange } from './lane-store.ts';

/**
 * What two settlements of the same claim mean for the lane together: parking outweighs waiting, waiting outweighs
 * going on, the longer wait wins, and the failures of both count. A lane that goes on in one place has no failures in
 * a row any more.
 */
export function mergeLaneChange(before: LaneChange, next: LaneChange): LaneChange {
  if (before.type === 'park') return before;
  if (next.type === 'park') return next;
  if (before.type === 'wait' && next.type === 'wait') {
    const longer = next.dueAt >= before.dueAt ? next : before;
    const failures = Math.max(before.failures, next.failures);
    return failures === longer.failures ? longer : { ...longer, failures };
  }
  if (before.type === 'wait') return { ...before, failures: 0 };
  return next;
}

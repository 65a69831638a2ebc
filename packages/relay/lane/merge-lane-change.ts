import type { LaneChange, LaneWaiting } from './lane-store.ts';

/**
 * What two settlements of the same claim mean for the lane together: parking outweighs waiting, waiting outweighs
 * going on, the longer wait wins, and the failures of both count. A lane that goes on in one place has no failures in
 * a row any more. What parking outweighs holds all the same if the park turns out to be overtaken by a newer grant.
 */
export function mergeLaneChange(before: LaneChange, next: LaneChange): LaneChange {
  if (before.type === 'park') return parkedBeside(before, waitOf(next));
  if (next.type === 'park') return parkedBeside(next, waitOf(before));
  if (before.type === 'wait' && next.type === 'wait') return longerOf(before, next);
  if (before.type === 'wait') return { ...before, failures: 0 };
  return next;
}

type Park = Extract<LaneChange, { type: 'park' }>;

function parkedBeside(park: Park, wait: LaneWaiting | undefined): Park {
  if (wait === undefined || wait === park.overtaken) return park;
  return { ...park, overtaken: park.overtaken === undefined ? wait : longerOf(park.overtaken, wait) };
}

function waitOf(change: LaneChange): LaneWaiting | undefined {
  if (change.type === 'park') return change.overtaken;
  return change.type === 'wait' ? change : undefined;
}

function longerOf(before: LaneWaiting, next: LaneWaiting): LaneWaiting {
  const longer = next.dueAt >= before.dueAt ? next : before;
  const failures = Math.max(before.failures, next.failures);
  return failures === longer.failures ? longer : { ...longer, failures };
}

import { COUNTS } from './count-schema.ts';

/** Version 2: counts that triggers keep, indexes for upkeep, claims of a refresh, resumed and dropped lanes. */
const TO_VERSION_2 = `
ALTER TABLE grants ADD COLUMN refresh_owner TEXT;
ALTER TABLE grants ADD COLUMN refresh_until INTEGER;
ALTER TABLE lanes ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
DROP INDEX lanes_parked;
${COUNTS}
UPDATE lanes SET queued = (SELECT count(*) FROM events e INDEXED BY events_pending
  WHERE e.bucket = lanes.bucket AND e.customer = lanes.customer AND e.status = 'pending');
UPDATE event_counts SET events = (SELECT count(*) FROM events e INDEXED BY events_oldest
  WHERE e.class = event_counts.class AND e.status = 'pending');
UPDATE lane_counts SET
  lanes = (SELECT count(*) FROM lanes l WHERE l.state = lane_counts.state),
  events = iif(state = 'parked', (SELECT ifnull(sum(queued), 0) FROM lanes l WHERE l.state = 'parked'), 0);
UPDATE link_counts SET customers = (SELECT count(*) FROM customers c WHERE c.link_state = link_counts.state);
`;

/**
 * What brings a file of an older version up, one version at a time: the first entry leads from version 1 to 2. Each runs
 * in one transaction with the new number, so a file is of one version or of the next.
 */
export const UPGRADES: readonly string[] = [TO_VERSION_2];

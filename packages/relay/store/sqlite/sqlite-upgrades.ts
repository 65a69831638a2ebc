import { ADDED_INDEXES, ADDED_TABLES } from './added-schema.ts';
import { CLASSES, COUNTS, LANES, LINKS } from './count-schema.ts';

/** Version 2: counts that triggers keep, indexes for upkeep, claims of a refresh, resumed and dropped lanes. */
const TO_VERSION_2 = `
ALTER TABLE grants ADD COLUMN refresh_owner TEXT;
ALTER TABLE grants ADD COLUMN refresh_until INTEGER;
ALTER TABLE lanes ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
${CLASSES.map(name => `ALTER TABLE ledger ADD COLUMN ${name} INTEGER NOT NULL DEFAULT 0;`).join('\n')}
DROP INDEX lanes_parked;
${COUNTS}
UPDATE lanes SET queued = (SELECT count(*) FROM events e INDEXED BY events_pending
  WHERE e.bucket = lanes.bucket AND e.customer = lanes.customer AND e.status = 'pending');
UPDATE lane_counts SET ${LANES.map(name => `"${name}" = (SELECT count(*) FROM lanes WHERE state = '${name}')`).join(', ')};
UPDATE link_counts SET
  ${LINKS.map(name => `"${name}" = (SELECT count(*) FROM customers WHERE link_state = '${name}')`).join(', ')};
`;

/** Version 3: traces, edge states that were refused, deadlines of directives that were put off, customers on their way to another region, lists across customers. */
const TO_VERSION_3 = `
ALTER TABLE events ADD COLUMN trace TEXT;
ALTER TABLE customers ADD COLUMN forget_at INTEGER;
ALTER TABLE properties ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN uncounted INTEGER NOT NULL DEFAULT 0;
DROP INDEX IF EXISTS lanes_parked;
DROP INDEX events_by_id;
${ADDED_TABLES}
${ADDED_INDEXES}
`;

/**
 * What brings a file of an older version up, one version at a time: the first entry leads from version 1 to 2. Each runs
 * in one transaction with the new number, so a file is of one version or of the next.
 */
export const UPGRADES: readonly string[] = [TO_VERSION_2, TO_VERSION_3];

import type { LinkState } from '../../customer/customer.ts';
import type { LaneState } from '../../lane/lane-store.ts';
import type { EventClass } from '../../outbox/outbox-store.ts';

/** The classes of events, each a column of `ledger`. */
export const CLASSES: readonly EventClass[] = ['level', 'edge', 'reply', 'catalogue', 'notice'];

/** The states of lanes, each a column of `lane_counts`. */
export const LANES: readonly LaneState[] = ['idle', 'due', 'held', 'parked'];

/** The states of links, each a column of `link_counts`. */
export const LINKS: readonly LinkState[] = ['none', 'active', 'lost', 'disabled', 'stage-changed', 'account-not-found'];

function columns(names: readonly string[]): string {
  return names.map(name => `"${name}" INTEGER NOT NULL DEFAULT 0`).join(', ');
}

/** The counter of the new row's value one up. */
function grow(column: string, names: readonly string[]): string {
  return names.map(name => `"${name}" = "${name}" + (NEW.${column} = '${name}')`).join(', ');
}

/** One counter up, another down, as the value of a column changes. */
function move(column: string, names: readonly string[]): string {
  return names
    .map(name => `"${name}" = "${name}" + (NEW.${column} = '${name}') - (OLD.${column} = '${name}')`)
    .join(', ');
}

/**
 * What makes the large questions cheap: counts of lanes and links that triggers keep, and indexes over the few rows that
 * a question is about. All of it follows from the other tables. A table of counts has one row for the file, under the
 * first bucket of its range.
 */
export const COUNTS: string = `
CREATE TABLE lane_counts (bucket INTEGER NOT NULL PRIMARY KEY, ${columns(LANES)}) STRICT;
INSERT INTO lane_counts (bucket) VALUES (0);
CREATE TABLE link_counts (bucket INTEGER NOT NULL PRIMARY KEY, ${columns(LINKS)}) STRICT;
INSERT INTO link_counts (bucket) VALUES (0);

CREATE TRIGGER lanes_begin AFTER INSERT ON lanes BEGIN
  UPDATE lane_counts SET ${grow('state', LANES)};
END;
CREATE TRIGGER lanes_change AFTER UPDATE OF state ON lanes WHEN OLD.state <> NEW.state BEGIN
  UPDATE lane_counts SET ${move('state', LANES)};
END;
CREATE TRIGGER customers_begin AFTER INSERT ON customers BEGIN
  UPDATE link_counts SET ${grow('link_state', LINKS)};
END;
CREATE TRIGGER customers_link AFTER UPDATE OF link_state ON customers WHEN OLD.link_state <> NEW.link_state BEGIN
  UPDATE link_counts SET ${move('link_state', LINKS)};
END;


CREATE INDEX events_oldest ON events (class, seq) WHERE status = 'pending';
CREATE INDEX events_expiring ON events (expires_at) WHERE status = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX events_settled ON events (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX idempotency_by_age ON idempotency (at);
CREATE INDEX grants_refreshing ON grants (bucket, customer) WHERE refresh_owner IS NOT NULL;
CREATE INDEX properties_divergent ON properties (bucket, customer, endpoint_id)
  WHERE class = 'level' AND (reported_value IS NULL OR reported_value <> current_value);
`;

/** Counts what is pending anew, from the rows; in between it is counted as events are accepted and end. */
export const COUNT_PENDING: string = `UPDATE ledger SET ${CLASSES.map(
  name =>
    `${name} = (SELECT count(*) FROM events INDEXED BY events_oldest WHERE class = '${name}' AND status = 'pending')`,
).join(', ')};`;

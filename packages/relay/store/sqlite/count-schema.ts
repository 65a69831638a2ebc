/**
 * What makes the large questions cheap: counts that triggers keep, and indexes over the few rows that a question is
 * about. All of it follows from the other tables.
 *
 * - `event_counts`: how many events of each class are pending.
 * - `lane_counts`: how many lanes are in each state; `events` is how many pending events the parked ones hold, and 0 for
 *   the other states.
 * - `link_counts`: how many customers have each link.
 * - `lanes.queued`: how many events of a lane are pending.
 *
 * The counts of a file lie under the first bucket of its range.
 */
export const COUNTS = `
CREATE TABLE event_counts (
  bucket INTEGER NOT NULL, class TEXT NOT NULL, events INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (bucket, class)
) STRICT, WITHOUT ROWID;
INSERT INTO event_counts (bucket, class) VALUES (0, 'level'), (0, 'edge'), (0, 'reply'), (0, 'catalogue'), (0, 'notice');

CREATE TABLE lane_counts (
  bucket INTEGER NOT NULL, state TEXT NOT NULL,
  lanes INTEGER NOT NULL DEFAULT 0, events INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (bucket, state)
) STRICT, WITHOUT ROWID;
INSERT INTO lane_counts (bucket, state) VALUES (0, 'idle'), (0, 'due'), (0, 'held'), (0, 'parked');

CREATE TABLE link_counts (
  bucket INTEGER NOT NULL, state TEXT NOT NULL, customers INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (bucket, state)
) STRICT, WITHOUT ROWID;
INSERT INTO link_counts (bucket, state) VALUES
  (0, 'none'), (0, 'active'), (0, 'lost'), (0, 'disabled'), (0, 'stage-changed'), (0, 'account-not-found');

CREATE TRIGGER events_enter AFTER INSERT ON events BEGIN
  UPDATE event_counts SET events = events + 1 WHERE bucket = 0 AND class = NEW.class;
  UPDATE lanes SET queued = queued + 1 WHERE bucket = NEW.bucket AND customer = NEW.customer;
END;
CREATE TRIGGER events_end AFTER UPDATE OF status ON events WHEN OLD.status = 'pending' AND NEW.status <> 'pending' BEGIN
  UPDATE event_counts SET events = events - 1 WHERE bucket = 0 AND class = NEW.class;
  UPDATE lanes SET queued = queued - 1 WHERE bucket = NEW.bucket AND customer = NEW.customer;
END;
CREATE TRIGGER lanes_begin AFTER INSERT ON lanes BEGIN
  UPDATE lane_counts SET lanes = lanes + 1 WHERE bucket = 0 AND state = NEW.state;
END;
CREATE TRIGGER lanes_change AFTER UPDATE OF state ON lanes WHEN OLD.state <> NEW.state BEGIN
  UPDATE lane_counts SET lanes = lanes - 1, events = events - iif(state = 'parked', OLD.queued, 0)
  WHERE bucket = 0 AND state = OLD.state;
  UPDATE lane_counts SET lanes = lanes + 1, events = events + iif(state = 'parked', NEW.queued, 0)
  WHERE bucket = 0 AND state = NEW.state;
END;
CREATE TRIGGER lanes_fill AFTER UPDATE OF queued ON lanes WHEN NEW.state = 'parked' BEGIN
  UPDATE lane_counts SET events = events + NEW.queued - OLD.queued WHERE bucket = 0 AND state = 'parked';
END;
CREATE TRIGGER customers_begin AFTER INSERT ON customers BEGIN
  UPDATE link_counts SET customers = customers + 1 WHERE bucket = 0 AND state = NEW.link_state;
END;
CREATE TRIGGER customers_link AFTER UPDATE OF link_state ON customers WHEN OLD.link_state <> NEW.link_state BEGIN
  UPDATE link_counts SET customers = customers - 1 WHERE bucket = 0 AND state = OLD.link_state;
  UPDATE link_counts SET customers = customers + 1 WHERE bucket = 0 AND state = NEW.link_state;
END;

CREATE INDEX events_oldest ON events (class, seq) WHERE status = 'pending';
CREATE INDEX events_expiring ON events (expires_at) WHERE status = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX events_settled ON events (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX idempotency_by_age ON idempotency (at);
CREATE INDEX grants_refreshing ON grants (bucket, customer) WHERE refresh_owner IS NOT NULL;
CREATE INDEX properties_divergent ON properties (bucket, customer, endpoint_id)
  WHERE class = 'level' AND (reported_value IS NULL OR reported_value <> current_value);
`;

import { LANES, LINKS } from './count-schema.ts';

/** Tables that came with version 3; a file of any version has them alike. `sqlite-schema.ts` says what they are for. */
export const ADDED_TABLES: string = `
CREATE TABLE directives (
  bucket INTEGER NOT NULL, token TEXT NOT NULL PRIMARY KEY, customer TEXT NOT NULL,
  endpoint_id TEXT NOT NULL, kind TEXT, deadline INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX directives_by_deadline ON directives (deadline);

CREATE TABLE moves (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, region TEXT NOT NULL, at INTEGER NOT NULL, lease_until INTEGER,
  PRIMARY KEY (bucket, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscribers (
  bucket INTEGER NOT NULL, user TEXT NOT NULL, region TEXT NOT NULL, state TEXT NOT NULL,
  at INTEGER NOT NULL, news TEXT NOT NULL, told INTEGER NOT NULL, locale TEXT, refusal TEXT,
  PRIMARY KEY (bucket, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscribers_by_user ON subscribers (user);

CREATE TABLE subscriptions (
  bucket INTEGER NOT NULL, user TEXT NOT NULL, region TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (bucket, user, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_by_event ON subscriptions (event, user);

CREATE TABLE audiences (
  bucket INTEGER NOT NULL, event TEXT NOT NULL, region TEXT NOT NULL, subscribers INTEGER NOT NULL,
  PRIMARY KEY (event, region)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER subscriptions_begin AFTER INSERT ON subscriptions BEGIN
  INSERT INTO audiences (bucket, event, region, subscribers) VALUES (0, NEW.event, NEW.region, 1)
    ON CONFLICT DO UPDATE SET subscribers = subscribers + 1;
END;
CREATE TRIGGER subscriptions_end AFTER DELETE ON subscriptions BEGIN
  UPDATE audiences SET subscribers = subscribers - 1 WHERE event = OLD.event AND region = OLD.region;
END;
`;

/** The counter of the old row's value one down. */
function shrink(column: string, names: readonly string[]): string {
  return names.map(name => `"${name}" = "${name}" - (OLD.${column} = '${name}')`).join(', ');
}

/**
 * Events by their ids, from the UUID on: what comes at one time lies together there, whosever it is. Indexes for lists
 * across customers, over the few rows that such a list is about: no other event pays for them. And counts that go down
 * when a customer moves away.
 */
export const ADDED_INDEXES: string = `
CREATE UNIQUE INDEX events_by_id ON events (substr(id, 9), id);
CREATE INDEX events_given_up ON events (status) WHERE status = 'dead' OR status = 'expired' OR status = 'dropped';
CREATE INDEX lanes_parked ON lanes (bucket, customer, queued) WHERE state = 'parked';
CREATE INDEX customers_forget ON customers (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX lanes_notice ON lanes (claim_at) WHERE claim_at IS NOT NULL AND customer < ' ';
CREATE INDEX events_notice ON events (bucket, customer, order_key, seq) WHERE status = 'pending' AND class = 'notice';

CREATE TRIGGER lanes_end AFTER DELETE ON lanes BEGIN
  UPDATE lane_counts SET ${shrink('state', LANES)};
END;
CREATE TRIGGER customers_end AFTER DELETE ON customers BEGIN
  UPDATE link_counts SET ${shrink('link_state', LINKS)};
END;
`;

import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';

/** Which messages have had their effect; bounded, the oldest forgotten first. */
export interface SeenMessages extends StateRoom {
  /** Whether the message had its effect already. */
  has(key: SeenKey): boolean;
  /** Remembers the message. */
  add(key: SeenKey): void;
}

/** A messageId names one message of one skill for one customer. */
export interface SeenKey {
  readonly skillId: string;
  readonly userId: string;
  readonly messageId: string;
}

const DEFAULT_LIMIT = 100_000;

/**
 * Creates an empty memory.
 *
 * @param limit how many messages to remember; default 100,000
 */
export function createSeenMessages(limit: number = DEFAULT_LIMIT, keep: Keep = keepNothing): SeenMessages {
  return new BoundedMessages(limit, keep);
}

class BoundedMessages implements SeenMessages {
  readonly kinds: readonly RecordKind[] = ['message'];
  readonly #seen = new Set<string>();
  /**
   * The same in a ring, the oldest at {@link #oldest} once it is full: asking a set for its first member walks past all
   * that were deleted before it.
   */
  #ring: string[] = [];
  #oldest = 0;
  /** The key that was asked for last: a message that is new is added next. */
  #asked: { readonly key: SeenKey; readonly message: string } | undefined;
  readonly #limit: number;
  readonly #keep: Keep;

  constructor(limit: number, keep: Keep) {
    this.#limit = limit;
    this.#keep = keep;
  }

  has(key: SeenKey): boolean {
    return this.#seen.has(this.#encode(key));
  }

  add(key: SeenKey): void {
    const message = this.#encode(key);
    if (this.#seen.has(message)) return;
    const forgotten = this.#remember(message);
    this.#keep('message', message, {});
    if (forgotten !== undefined) this.#keep('message', forgotten, undefined);
  }

  /** The oldest first. */
  *records(): Generator<StateRecord> {
    for (let place = 0; place < this.#ring.length; place++) {
      const key = this.#ring[(this.#oldest + place) % this.#ring.length];
      if (key !== undefined) yield { kind: 'message', key, value: {} };
    }
  }

  restore({ key }: StateRecord): void {
    if (!this.#seen.has(key)) this.#remember(key);
  }

  reset(): void {
    this.#seen.clear();
    this.#ring = [];
    this.#oldest = 0;
  }

  #encode(key: SeenKey): string {
    if (this.#asked?.key !== key) this.#asked = { key, message: encodeKey(key) };
    return this.#asked.message;
  }

  /** Answers the message that had to make room. */
  #remember(message: string): string | undefined {
    this.#seen.add(message);
    if (this.#ring.length < this.#limit) {
      this.#ring.push(message);
      return undefined;
    }
    const forgotten = this.#ring[this.#oldest];
    this.#ring[this.#oldest] = message;
    this.#oldest = (this.#oldest + 1) % this.#limit;
    if (forgotten !== undefined) this.#seen.delete(forgotten);
    return forgotten;
  }
}

function encodeKey(key: SeenKey): string {
  return JSON.stringify([key.skillId, key.userId, key.messageId]);
}

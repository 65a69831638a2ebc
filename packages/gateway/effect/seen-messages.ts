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
  readonly #limit: number;
  readonly #keep: Keep;

  constructor(limit: number, keep: Keep) {
    this.#limit = limit;
    this.#keep = keep;
  }

  has(key: SeenKey): boolean {
    return this.#seen.has(encodeKey(key));
  }

  add(key: SeenKey): void {
    const message = encodeKey(key);
    this.#seen.add(message);
    this.#keep('message', message, {});
    const oldest = this.#forgetOldest();
    if (oldest !== undefined) this.#keep('message', oldest, undefined);
  }

  /** The oldest first. */
  *records(): Generator<StateRecord> {
    for (const key of this.#seen) yield { kind: 'message', key, value: {} };
  }

  restore({ key }: StateRecord): void {
    this.#seen.add(key);
    this.#forgetOldest();
  }

  reset(): void {
    this.#seen.clear();
  }

  #forgetOldest(): string | undefined {
    if (this.#seen.size <= this.#limit) return undefined;
    const [oldest] = this.#seen;
    if (oldest !== undefined) this.#seen.delete(oldest);
    return oldest;
  }
}

function encodeKey(key: SeenKey): string {
  return JSON.stringify([key.skillId, key.userId, key.messageId]);
}

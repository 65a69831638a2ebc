/** Which messages have had their effect; bounded, the oldest forgotten first. */
export interface SeenMessages {
  /** Whether the message had its effect already. */
  has(key: SeenKey): boolean;
  /** Remembers the message. */
  add(key: SeenKey): void;
  /** Forgets every message. */
  reset(): void;
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
export function createSeenMessages(limit: number = DEFAULT_LIMIT): SeenMessages {
  const seen = new Set<string>();
  return {
    has: key => seen.has(encodeKey(key)),
    add: key => {
      seen.add(encodeKey(key));
      const oldest = seen.size > limit ? seen.values().next() : undefined;
      if (oldest?.value !== undefined) seen.delete(oldest.value);
    },
    reset: () => seen.clear(),
  };
}

function encodeKey(key: SeenKey): string {
  return JSON.stringify([key.skillId, key.userId, key.messageId]);
}

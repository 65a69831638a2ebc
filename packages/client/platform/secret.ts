/** What a {@link Secret} prints as. */
export const SECRET_PLACEHOLDER = '[secret]';

/**
 * A token, code or key on its way through the house. Turned into text, JSON or a log field it says `[secret]`, and
 * an inspector sees an object without members; only {@link Secret.reveal} gives the value, and only the two edges
 * call it: the HTTP request and the store.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; keep it out of variables that outlive the call. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SECRET_PLACEHOLDER;
  }

  toJSON(): string {
    return SECRET_PLACEHOLDER;
  }
}

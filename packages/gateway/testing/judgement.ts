/**
 * What an assertion found. `message` says what was expected and what is there instead: of the thing itself when it does
 * not hold, of its opposite when it does. `expected` and `actual` are there when the two can be compared.
 */
export interface Judgement {
  readonly pass: boolean;
  readonly message: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

import { type GatehouseErrorCode, gatehouseErrors } from './gatehouse-error-table.ts';

/** What an error may say beyond its code and message. `pointer` is RFC 6901; `detail` is JSON without any secret. */
export interface GatehouseErrorOptions {
  readonly pointer?: string;
  readonly detail?: unknown;
  readonly cause?: unknown;
}

/**
 * The one error class of Gatehouse. `code` is a row of the error table, `status` the HTTP status of that row.
 * The message says what was attempted, what was found and what is allowed, and holds no secret.
 */
export class GatehouseError extends Error {
  override readonly name: string = 'GatehouseError';
  readonly code: GatehouseErrorCode;
  readonly status: number;
  readonly pointer?: string;
  readonly detail?: unknown;

  constructor(code: GatehouseErrorCode, message: string, options: GatehouseErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = gatehouseErrors[code].status;
    if (options.pointer !== undefined) {
      this.pointer = options.pointer;
    }
    if (options.detail !== undefined) {
      this.detail = options.detail;
    }
  }
}

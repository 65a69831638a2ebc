import type { GatehouseErrorCode } from '@gatehouse/protocol';

/** A JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
export type ApiSchema = Readonly<Record<string, unknown>>;

/** One value beside the body: in the query or in a header. Optional unless it says otherwise. */
export interface OperationParameter {
  readonly description: string;
  readonly schema: ApiSchema;
  readonly required?: boolean;
}

/** One answer that is not a problem; without a schema it has no body. */
export interface OperationAnswer {
  readonly description: string;
  readonly schema?: ApiSchema;
  /** Default `application/json`. */
  readonly contentType?: string;
}

/**
 * What callers are told of one route: the source of `GET /openapi.json`. Problems are those of the route itself; what
 * every route may answer is added by {@link encodeOpenApi}.
 */
export interface Operation {
  /** A name for generated clients, unique. */
  readonly id: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, OperationParameter>>;
  readonly headers?: Readonly<Record<string, OperationParameter>>;
  readonly body?: ApiSchema;
  /** A body that is taken. */
  readonly example?: object;
  /** Whether a request may come without the body. */
  readonly bodyOptional?: boolean;
  readonly answers: Readonly<Record<number, OperationAnswer>>;
  readonly problems?: readonly GatehouseErrorCode[];
}

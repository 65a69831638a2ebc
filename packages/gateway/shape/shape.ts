import { GatehouseError, type GatehouseErrorCode } from '@gatehouse/protocol';

/** What a compiled schema can tell about a value; a typebox validator is one. */
export interface ShapeValidator<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): [boolean, readonly ShapeError[]];
}

/** One complaint of a {@link ShapeValidator}. */
export interface ShapeError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

/**
 * Takes a value from outside only when it has the shape of a schema; members that the schema does not name are errors.
 *
 * @param validator compiled from the schema whose type is `T`
 * @param context `what` names the value in the message ("skill"); `code` is the error's, default `invalid-request`
 * @throws GatehouseError with `code` and the pointer of the first member that is wrong
 */
export function parseShape<T>(
  validator: ShapeValidator<T>,
  value: unknown,
  context: { readonly what: string; readonly code?: GatehouseErrorCode },
): T {
  if (validator.Check(value)) return value;
  const { pointer, complaint } = describeFirst(validator.Errors(value)[1], value);
  const where = pointer === '' ? '' : ` at ${pointer}`;
  throw new GatehouseError(context.code ?? 'invalid-request', `Cannot take the ${context.what}${where}: ${complaint}`, {
    pointer,
  });
}

function describeFirst(errors: readonly ShapeError[], value: unknown): { pointer: string; complaint: string } {
  const unknownMember = errors.find(error => error.keyword === 'additionalProperties');
  if (unknownMember) {
    const pointer = `${unknownMember.instancePath}/${escapeToken(firstOf(unknownMember.params, 'additionalProperties'))}`;
    return { pointer, complaint: 'no such member is known' };
  }
  const missing = errors.find(error => error.keyword === 'required');
  if (missing) {
    const pointer = `${missing.instancePath}/${escapeToken(firstOf(missing.params, 'requiredProperties'))}`;
    return { pointer, complaint: 'the member is required' };
  }
  const [error] = errors;
  if (error === undefined) return { pointer: '', complaint: `it is ${typeof value}` };
  return { pointer: error.instancePath, complaint: `it ${error.message}${allowedOf(error.params)}` };
}

function firstOf(params: object, key: string): string {
  const list: unknown = Reflect.get(params, key);
  return Array.isArray(list) ? String(list[0]) : '';
}

function allowedOf(params: object): string {
  const allowed: unknown = Reflect.get(params, 'allowedValues') ?? Reflect.get(params, 'allowedValue');
  if (Array.isArray(allowed)) return `: ${allowed.join(', ')}`;
  return allowed === undefined ? '' : `: ${String(allowed)}`;
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

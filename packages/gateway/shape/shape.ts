import { GatehouseError, type GatehouseErrorCode } from '@gatehouse/protocol';

/** What a compiled schema can tell about a value; a typebox validator is one. */
export interface ShapeValidator<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): [boolean, readonly ShapeError[]];
  /** The schema that it was compiled from. */
  Schema(): unknown;
}

/** One complaint of a {@link ShapeValidator}. */
export interface ShapeError {
  readonly keyword: string;
  /** Where the rule stands in the schema: a pointer after `#`. */
  readonly schemaPath: string;
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
  const { pointer, complaint } = describeFirst(validator, value);
  const where = pointer === '' ? '' : ` at ${pointer}`;
  throw new GatehouseError(context.code ?? 'invalid-request', `Cannot take the ${context.what}${where}: ${complaint}`, {
    pointer,
  });
}

function describeFirst<T>(validator: ShapeValidator<T>, value: unknown): { pointer: string; complaint: string } {
  const errors = validator.Errors(value)[1];
  const unknownMember = errors.find(error => error.keyword === 'additionalProperties');
  if (unknownMember) {
    const pointer = `${unknownMember.instancePath}/${escapeToken(firstOf(unknownMember.params, 'additionalProperties'))}`;
    return { pointer, complaint: `no such member is known${membersOf(validator.Schema(), unknownMember.schemaPath)}` };
  }
  const missing = errors.find(error => error.keyword === 'required');
  if (missing) {
    const pointer = `${missing.instancePath}/${escapeToken(firstOf(missing.params, 'requiredProperties'))}`;
    return { pointer, complaint: 'the member is required' };
  }
  const [error] = errors;
  if (error === undefined) return { pointer: '', complaint: `it is ${typeof value}` };
  return { pointer: error.instancePath, complaint: complain(error, valueAt(value, error.instancePath)) };
}

function firstOf(params: object, key: string): string {
  const list: unknown = Reflect.get(params, key);
  return Array.isArray(list) ? String(list[0]) : '';
}

/** The members that an object may have; nothing where it has a choice of forms, each with members of its own. */
function membersOf(schema: unknown, path: string): string {
  const properties = path.includes('/anyOf/') ? undefined : valueAt(schema, `${path.slice(1)}/properties`);
  if (typeof properties !== 'object' || properties === null) return '';
  return `; allowed are ${Object.keys(properties).join(', ')}`;
}

/**
 * Says what is allowed and what was found. A text is quoted only where words of a list are allowed and a number where
 * numbers are, as any other may be a secret.
 */
function complain({ keyword, message, params }: ShapeError, found: unknown): string {
  const allowed: unknown = Reflect.get(params, 'allowedValues') ?? Reflect.get(params, 'allowedValue');
  if (Array.isArray(allowed)) return `it must be one of: ${allowed.join(', ')}; found ${quote(found)}`;
  if (allowed !== undefined) return `it must be: ${String(allowed)}; found ${quote(found)}`;
  if (keyword === 'type') return `it ${message}; found ${kindOf(found)}`;
  if (typeof found === 'number') return `it ${message}; found ${found}`;
  return `it ${message}`;
}

/** The longest text that a message quotes, in characters. */
const LONGEST_QUOTE = 40;

function quote(found: unknown): string {
  if (typeof found === 'string' && found.length > LONGEST_QUOTE) return `a text of ${found.length} characters`;
  return typeof found === 'string' || typeof found === 'number' ? JSON.stringify(found) : kindOf(found);
}

function kindOf(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (found === null) return 'null';
  if (Array.isArray(found)) return 'an array';
  return typeof found === 'object' ? 'an object' : `a ${typeof found}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map(unescapeToken)
    .reduce<unknown>((within, token) => (within instanceof Object ? Reflect.get(within, token) : undefined), value);
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

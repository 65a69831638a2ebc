import * as z from 'zod';

interface Schema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** Writes a JSON Schema the way a user of zod would: strict objects, literals, discriminated unions; compiled by zod. */
export function createCheck(schema: object): (value: unknown) => boolean {
  const type = typeOf(schema, {});
  return value => type.safeParse(value).success;
}

/** `inherited` are members that an enclosing choice has already told apart; a choice has to repeat them. */
function typeOf(schema: Schema, inherited: Readonly<Record<string, Schema>>): z.ZodType {
  if (schema.const !== undefined) return z.literal(schema.const);
  if (schema.enum !== undefined) return z.literal([...schema.enum]);
  if (schema.oneOf !== undefined) return choiceOf(schema, schema.oneOf, inherited);
  if (schema.anyOf !== undefined) return z.union(schema.anyOf.map(choice => typeOf(choice, {})));
  if (schema.type === 'object') return objectOf(schema, inherited);
  if (schema.type === 'array') return listOf(schema);
  if (schema.type === 'string') return textOf(schema);
  if (schema.type === 'number' || schema.type === 'integer') return numberOf(schema);
  return schema.type === 'boolean' ? z.boolean() : z.unknown();
}

function choiceOf(schema: Schema, choices: readonly Schema[], inherited: Readonly<Record<string, Schema>>): z.ZodType {
  const by = schema.discriminator?.propertyName ?? '';
  const options = choices.map(choice => typeOf(choice, { ...inherited, ...schema.properties }) as z.ZodObject);
  const [first, ...rest] = options;
  return first === undefined ? z.never() : z.discriminatedUnion(by, [first, ...rest]);
}

function objectOf(schema: Schema, inherited: Readonly<Record<string, Schema>>): z.ZodObject {
  const members = Object.entries({ ...schema.properties, ...inherited }).map(([name, member]) => {
    const type = typeOf(member, {});
    return [name, schema.required?.includes(name) === true ? type : type.optional()] as const;
  });
  const shape = Object.fromEntries(members);
  return schema.additionalProperties === false ? z.strictObject(shape) : z.looseObject(shape);
}

function listOf({ items, uniqueItems }: Schema): z.ZodType {
  const list = z.array(items === undefined ? z.unknown() : typeOf(items, {}));
  return uniqueItems === true ? list.refine(isUnique) : list;
}

/** Equal items are looked for the cheap way: by what names a property, before anything is compared in full. */
function isUnique(items: readonly unknown[]): boolean {
  return items.every((item, index) => items.slice(0, index).every(other => !isEqual(item as Item, other as Item)));
}

type Item = Readonly<Record<string, unknown>>;

function isEqual(one: Item, other: Item): boolean {
  if (one.namespace !== other.namespace || one.name !== other.name) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}

function textOf({ minLength, maxLength, pattern }: Schema): z.ZodString {
  let type = z.string();
  if (minLength !== undefined) type = type.min(minLength);
  if (maxLength !== undefined) type = type.max(maxLength);
  return pattern === undefined ? type : type.regex(new RegExp(pattern, 'u'));
}

function numberOf({ type, minimum, maximum }: Schema): z.ZodNumber {
  let result = type === 'integer' ? z.int() : z.number();
  if (minimum !== undefined) result = result.min(minimum);
  if (maximum !== undefined) result = result.max(maximum);
  return result;
}

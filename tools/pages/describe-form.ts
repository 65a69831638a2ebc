import type { FormSchema } from '@gatehouse/protocol';
import { encodeCode, encodeCodes } from './markdown.ts';

/** One member of a form: where it stands, and what is allowed there. */
export interface MemberLine {
  /** Names joined by dots, `[]` for the items of a list; empty for the value itself. */
  readonly path: string;
  readonly required: boolean;
  readonly allowed: string;
}

/** What a form allows, member by member, those of objects and lists below them. */
export function listMembers(schema: FormSchema, path = '', required = true): MemberLine[] {
  const line = path === '' && schema.type === 'object' ? [] : [{ path, required, allowed: describeForm(schema) }];
  const join = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    listMembers(member, join(name), schema.required?.includes(name) ?? false),
  );
  const items = schema.items === undefined ? [] : listItems(schema.items, `${path}[]`);
  return [...line, ...members, ...items];
}

/** The items of a list have lines of their own only where they have members. */
function listItems(items: FormSchema, path: string): MemberLine[] {
  return listMembers(items, path).filter(line => line.path !== path);
}

/** What a form allows, in a few words of Markdown. */
export function describeForm(schema: FormSchema): string {
  if (schema.allowed !== undefined) return schema.allowed;
  if (schema.const !== undefined) return encodeCode(String(schema.const));
  if (schema.enum !== undefined) return encodeCodes(schema.enum.map(String));
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeForm))].join('; or ');
  if (schema.type === 'array') return `${describeList(schema)}${schema.uniqueItems === true ? ', each once' : ''}`;
  if (schema.type === 'object') return describeObject(schema);
  if (schema.type === 'string') return describeText(schema);
  if (schema.type === 'boolean') return '`true`, `false`';
  if (schema.type === 'number' || schema.type === 'integer') return describeNumber(schema);
  return 'anything';
}

function describeObject({ additionalProperties, properties }: FormSchema): string {
  if (properties !== undefined && Object.keys(properties).length > 0) return 'an object';
  return additionalProperties === false ? 'an empty object' : 'an object of any members';
}

function describeList({ items, minItems, maxItems }: FormSchema): string {
  const count = describeRange(minItems, maxItems);
  const of = items === undefined ? '' : ` of ${describeItems(items)}`;
  return `a list${count === '' ? '' : ` (${count} items)`}${of}`;
}

function describeItems(items: FormSchema): string {
  const words = describeForm(items);
  return words.startsWith('an object') ? words.replace('an object', 'objects') : words;
}

function describeText({ minLength, maxLength, pattern, rule }: FormSchema): string {
  if (rule === 'timestamp') return 'a time in UTC';
  const length = maxLength === undefined ? '' : describeRange(minLength, maxLength);
  const notes = [
    ...(length === '' ? [] : [`${length} characters`]),
    ...(pattern === undefined ? [] : [`\`${pattern}\``]),
  ];
  return `${minLength === undefined || minLength === 0 ? 'text' : 'text, not empty'}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function describeNumber({ type, minimum, maximum }: FormSchema): string {
  const range = describeRange(minimum, maximum);
  return `${type === 'integer' ? 'a whole number' : 'a number'}${range === '' ? '' : `, ${range}`}`;
}

function describeRange(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (least !== undefined) return `${least} or more`;
  return most === undefined ? '' : `at most ${most}`;
}

import { TOKEN_BEGINNING } from '../message/token-beginning.ts';
import type { FormSchema } from './form-schema.ts';

const longestText = 60;
const tokenForm = new RegExp(`^(?:${TOKEN_BEGINNING}|Bearer )`, 'i');

/** A value in a few words for a message: scalars as JSON and cut, the rest by their kind; tokens are never shown. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    return tokenForm.test(value) ? 'a token' : JSON.stringify(shorten(value));
  }
  if (Array.isArray(value)) {
    return value.length === 1 ? 'an array of 1 item' : `an array of ${value.length} items`;
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  return value === undefined ? 'absent' : String(value);
}

/** A name or an id as it stands when it is plain, as cut JSON text otherwise. */
export function describeName(name: string): string {
  return /^[\w.:#@=;&?-]{1,60}$/.test(name) && !tokenForm.test(name) ? name : describeValue(name);
}

/** What a form allows, in words. */
export function describeAllowed(schema: FormSchema): string {
  if (schema.allowed !== undefined) {
    return schema.allowed;
  }
  if (schema.const !== undefined) {
    return describeConstant(schema.const);
  }
  if (schema.enum !== undefined) {
    return schema.enum.map(describeConstant).join(', ');
  }
  if (schema.minimum !== undefined || schema.maximum !== undefined) {
    return `${schema.type === 'integer' ? 'whole numbers ' : ''}${describeRange(schema)}`;
  }
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    return describeLength(schema);
  }
  return schema.type === undefined ? 'another form' : typeWords[schema.type];
}

const typeWords: Readonly<Record<NonNullable<FormSchema['type']>, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function describeConstant(value: string | number | boolean): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The range of a number in words: `0 to 100`. */
export function describeRange(schema: FormSchema): string {
  const { minimum, maximum } = schema;
  if (minimum === undefined) {
    return `at most ${maximum}`;
  }
  return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
}

function describeLength(schema: FormSchema): string {
  const { minLength = 0, maxLength } = schema;
  if (maxLength === undefined) {
    return minLength === 1 ? 'text that is not empty' : `text of at least ${minLength} characters`;
  }
  return `text of ${minLength} to ${maxLength} characters`;
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

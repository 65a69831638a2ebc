import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { isJsonObject, type JsonObject } from '../json/json-object.ts';
import { isRuleId, type RuleId } from '../rule/rules.ts';
import { describeAllowed, describeName, describeRange, describeValue } from './describe.ts';
import type { FormFault } from './form-fault.ts';
import type { FormSchema } from './form-schema.ts';

/** Takes the faults one by one, so that a hostile message cannot make a list larger than itself. */
export type FaultListener = (fault: FormFault) => void;

/**
 * Tells of every place where a value does not have its form, in the order of the form: of none exactly when the
 * compiled check of the same schema passes.
 */
export function diagnose(schema: FormSchema, value: unknown, listener: FaultListener): void {
  visit({ schema, value, path: [], secret: false }, listener);
}

interface Spot {
  readonly schema: FormSchema;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly secret: boolean;
}

function visit(spot: Spot, tell: FaultListener): void {
  const { schema, value } = spot;
  if (schema.type !== undefined && !hasType(schema.type, value)) {
    tell(faultOf(spot, 'wrong-type', 'member-type'));
    return;
  }
  if (!isAllowedConstant(schema, value)) {
    tell(faultOf(spot, 'not-allowed', 'member-value'));
    return;
  }
  if (typeof value === 'string') {
    visitText(spot, value, tell);
  } else if (typeof value === 'number') {
    visitNumber(spot, value, tell);
  } else if (Array.isArray(value)) {
    visitArray(spot, value, tell);
  } else if (isJsonObject(value)) {
    visitObject(spot, value, tell);
  }
  visitChoices(spot, tell);
}

function visitText(spot: Spot, value: string, tell: FaultListener): void {
  const { schema } = spot;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const length = [...value].length;
  if (length < minLength || length > maxLength) {
    tell(faultOf(spot, 'wrong-length', 'member-length'));
  } else if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
    tell(faultOf(spot, 'not-allowed', 'member-value'));
  }
}

function visitNumber(spot: Spot, value: number, tell: FaultListener): void {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = spot.schema;
  if (value < minimum || value > maximum) {
    tell({ ...faultOf(spot, 'out-of-range', 'member-range'), allowed: describeRange(spot.schema) });
  }
}

function visitArray(spot: Spot, value: readonly unknown[], tell: FaultListener): void {
  const { schema, path, secret } = spot;
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (value.length < minItems || value.length > maxItems) {
    const allowed = maxItems === Number.POSITIVE_INFINITY ? `at least ${minItems}` : `${minItems} to ${maxItems}`;
    tell({ ...faultOf(spot, 'wrong-length', 'member-length'), allowed: `${allowed} items` });
  }
  if (schema.uniqueItems === true) {
    visitUnique(spot, value, tell);
  }
  const { items } = schema;
  if (items !== undefined) {
    value.forEach((item, index) => {
      visit({ schema: items, value: item, path: [...path, index], secret }, tell);
    });
  }
}

function visitUnique(spot: Spot, value: readonly unknown[], tell: FaultListener): void {
  const seen = new Set<string>();
  value.forEach((item, index) => {
    const text = encodeCanonicalJson(item);
    if (seen.has(text)) {
      const path = [...spot.path, index];
      tell({ ...faultOf({ ...spot, path }, 'not-allowed', 'member-value'), found: 'given again', allowed: 'once' });
    }
    seen.add(text);
  });
}

function visitObject(spot: Spot, value: JsonObject, tell: FaultListener): void {
  const { schema, path, secret } = spot;
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) {
      const member = schema.properties?.[name] ?? {};
      const rule = noteOf(member.missing, 'member-missing');
      const allowed = describeAllowed(member);
      tell({ path: [...path, name], type: 'missing', rule, found: 'absent', allowed });
    }
  }
  const known = schema.properties ?? {};
  for (const [name, member] of Object.entries(value)) {
    const memberSchema = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (memberSchema === false) {
      const allowed = Object.keys(known).join(', ');
      tell({
        path: [...path, name],
        type: 'unknown',
        rule: 'member-unknown',
        found: describeName(name),
        allowed,
      });
    } else if (typeof memberSchema === 'object') {
      visit(
        { schema: memberSchema, value: member, path: [...path, name], secret: secret || schema.secret === true },
        tell,
      );
    }
  }
}

function visitChoices(spot: Spot, tell: FaultListener): void {
  const { anyOf } = spot.schema;
  if (anyOf?.every(choice => !hasForm(choice, spot.value))) {
    tell(faultOf(spot, 'not-allowed', 'member-value'));
  }
}

function hasForm(schema: FormSchema, value: unknown): boolean {
  let faults = 0;
  diagnose(schema, value, () => {
    faults += 1;
  });
  return faults === 0;
}

function faultOf(spot: Spot, type: FormFault['type'], rule: RuleId): FormFault {
  const { schema, value, path } = spot;
  const hidden = spot.secret || schema.secret === true;
  const found = hidden && typeof value === 'string' ? describeHidden(value) : describeValue(value);
  return { path, type, rule: noteOf(schema.rule, rule), found, allowed: describeAllowed(schema) };
}

function describeHidden(value: string): string {
  return value.trim() === '' ? 'blank' : 'a text that is not shown';
}

function noteOf(note: string | undefined, otherwise: RuleId): RuleId {
  return note !== undefined && isRuleId(note) ? note : otherwise;
}

function hasType(type: NonNullable<FormSchema['type']>, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function isAllowedConstant(schema: FormSchema, value: unknown): boolean {
  if (schema.const !== undefined && schema.const !== value) {
    return false;
  }
  return schema.enum === undefined || schema.enum.some(constant => constant === value);
}

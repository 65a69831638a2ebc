import type { FormSchema } from './form-schema.ts';

/** Answers true only for values that surely have a form and nest no deeper than it says; false says nothing. */
export type QuickCheck = (value: unknown) => boolean;

const hasOwn = Object.prototype.hasOwnProperty;

/** What a value has to be, all kinds in one shape: one function that reads it is quicker than one function for each kind. */
interface Plan {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: 'boolean' | 'constant' | 'integer' | 'never' | 'number' | 'object' | 'string';
  /** The first three constants, and the others if there are any: comparing a few is quicker than a search. */
  readonly constants: readonly [unknown, unknown, unknown];
  readonly others: readonly unknown[] | undefined;
  /** Bounds of a number, or of the length of a text. */
  readonly least: number;
  readonly most: number;
  readonly members: readonly Plan[];
  readonly required: number;
}

/**
 * Makes a quick check of the schema of a small value: plain functions, nothing generated, so that it is as quick
 * where code generation is forbidden. What takes time to decide it leaves to the form: patterns, choices, lists,
 * members that the schema does not know, and any keyword that it does not know itself.
 */
export function createQuickCheck(schema: FormSchema): QuickCheck {
  const plan = createPlan(schema, '', true);
  return value => isOf(plan, value);
}

const quickKeywords: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'required', 'properties'],
  ...['additionalProperties', 'rule', 'missing', 'allowed', 'title', 'description', 'examples'],
]);

function createPlan(schema: FormSchema, name: string, isRequired: boolean): Plan {
  const { properties = {}, required = [], enum: allowed = [] } = schema;
  const [first, second, third, ...others] = allowed;
  const [least, most] = boundsOf(schema);
  return {
    name,
    isRequired,
    type: typeOf(schema),
    constants: [first, second, third],
    others: others.length > 0 ? others : undefined,
    least,
    most,
    members: Object.entries(properties).map(([key, member]) => createPlan(member, key, required.includes(key))),
    required: required.length,
  };
}

function typeOf(schema: FormSchema): Plan['type'] {
  if (!Object.keys(schema).every(keyword => quickKeywords.has(keyword))) {
    return 'never';
  }
  const { type } = schema;
  if (schema.enum !== undefined) {
    return schema.enum.every(constant => typeof constant === (type ?? 'string')) ? 'constant' : 'never';
  }
  return type === undefined || type === 'array' ? 'never' : type;
}

/** A letter beyond 16 bits counts twice here and once in the form: only what is right in both ways is taken. */
function boundsOf(schema: FormSchema): readonly [least: number, most: number] {
  if (schema.type === 'string') {
    const { minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
    return [minLength <= 1 ? minLength : minLength * 2, maxLength];
  }
  const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = schema;
  return [minimum, maximum];
}

function isOf(plan: Plan, value: unknown): boolean {
  switch (plan.type) {
    case 'constant':
      return isConstantOf(plan, value);
    case 'number':
      return typeof value === 'number' && value >= plan.least && value <= plan.most;
    case 'integer':
      return typeof value === 'number' && value >= plan.least && value <= plan.most && Math.floor(value) === value;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string' && value.length >= plan.least && value.length <= plan.most;
    case 'object':
      return isObjectOf(plan, value);
    default:
      return false;
  }
}

function isConstantOf({ constants, others }: Plan, value: unknown): boolean {
  if (value === undefined) {
    return false;
  }
  return value === constants[0] || value === constants[1] || value === constants[2] || others?.includes(value) === true;
}

function isObjectOf(plan: Plan, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  let found = 0;
  for (const name in value) {
    const member = memberOf(plan.members, name);
    if (member === undefined || !isOf(member, (value as Record<string, unknown>)[name]) || !hasOwn.call(value, name)) {
      return false;
    }
    found += member.isRequired ? 1 : 0;
  }
  return found === plan.required;
}

function memberOf(members: readonly Plan[], name: string): Plan | undefined {
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index];
    if (member?.name === name) {
      return member;
    }
  }
  return undefined;
}

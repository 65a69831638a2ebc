import type { FormSchema } from './form-schema.ts';

const hasOwn = Object.prototype.hasOwnProperty;

/** The kinds of values as numbers: V8 compares numbers quicker than the texts of a field. */
const kinds = { never: 0, object: 1, constant: 2, string: 3, number: 4, integer: 5, boolean: 6 } as const;

/** What a value has to be, all kinds in one shape: one function that reads it is quicker than one function for each kind. */
export interface QuickCheck {
  readonly name: string;
  readonly isRequired: boolean;
  readonly kind: number;
  /** The first three constants, the first again where there are fewer: comparing texts alone is quicker than a search. */
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly others: readonly unknown[] | undefined;
  /** Bounds of a number, or of the length of a text. */
  readonly least: number;
  readonly most: number;
  readonly members: readonly QuickCheck[];
  readonly required: number;
}

/**
 * Makes a quick check of the schema of a small value: plain functions, nothing generated, so that it is as quick
 * where code generation is forbidden. What takes time to decide it leaves to the form: patterns, choices, lists,
 * members that the schema does not know, and any keyword that it does not know itself.
 */
export function createQuickCheck(schema: FormSchema): QuickCheck {
  return createMember(schema, '', true);
}

/** Whether a value surely has the form and nests no deeper than it says; false says nothing. */
export function passesQuickCheck(check: QuickCheck, value: unknown): boolean {
  return check.kind === kinds.object ? isObjectOf(check, value) : isScalarOf(check, value);
}

const quickKeywords: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'required', 'properties'],
  ...['additionalProperties', 'rule', 'missing', 'allowed', 'title', 'description', 'examples'],
]);

function createMember(schema: FormSchema, name: string, isRequired: boolean): QuickCheck {
  const { properties = {}, required = [], enum: allowed = [] } = schema;
  const [first = '', second = first, third = first, ...others] = allowed.map(String);
  const [least, most] = boundsOf(schema);
  return {
    name,
    isRequired,
    kind: kinds[quickKindOf(schema)],
    first,
    second,
    third,
    others: others.length > 0 ? others : undefined,
    least,
    most,
    members: Object.entries(properties).map(([key, member]) => createMember(member, key, required.includes(key))),
    required: required.length,
  };
}

function quickKindOf(schema: FormSchema): keyof typeof kinds {
  if (!Object.keys(schema).every(keyword => quickKeywords.has(keyword))) {
    return 'never';
  }
  const { type } = schema;
  if (schema.enum !== undefined) {
    const isText = schema.enum.length > 0 && schema.enum.every(constant => typeof constant === 'string');
    return isText && (type ?? 'string') === 'string' ? 'constant' : 'never';
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

function isScalarOf(check: QuickCheck, value: unknown): boolean {
  const { kind } = check;
  switch (typeof value) {
    case 'string':
      return kind === kinds.constant ? isConstantOf(check, value) : kind === kinds.string && isIn(check, value.length);
    case 'number':
      return (kind === kinds.number || (kind === kinds.integer && Math.floor(value) === value)) && isIn(check, value);
    default:
      return kind === kinds.boolean && typeof value === 'boolean';
  }
}

function isIn({ least, most }: QuickCheck, value: number): boolean {
  return value >= least && value <= most;
}

function isConstantOf({ first, second, third, others }: QuickCheck, value: string): boolean {
  return value === first || value === second || value === third || others?.includes(value) === true;
}

function isObjectOf(check: QuickCheck, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const { members } = check;
  let count = 0;
  let found = 0;
  for (const name in value) {
    // Most senders keep to the order of the documents.
    const likely = members[count];
    const member = likely?.name === name ? likely : memberOf(members, name);
    if (
      member === undefined ||
      !passesQuickCheck(member, (value as Record<string, unknown>)[name]) ||
      !hasOwn.call(value, name)
    ) {
      return false;
    }
    count += 1;
    found += member.isRequired ? 1 : 0;
  }
  return found === check.required;
}

function memberOf(members: readonly QuickCheck[], name: string): QuickCheck | undefined {
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index];
    if (member?.name === name) {
      return member;
    }
  }
  return undefined;
}

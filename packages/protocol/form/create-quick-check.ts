import type { FormSchema } from './form-schema.ts';

/** Answers true only for values that surely have a form and nest no deeper than it says; false says nothing. */
export type QuickCheck = (value: unknown) => boolean;

/**
 * Makes a quick check of the schema of a small value: plain functions, nothing generated, so that it is as quick
 * where code generation is forbidden. What takes time to decide it leaves to the form: patterns, choices, lists,
 * members that the schema does not know, and any keyword that it does not know itself.
 */
export function createQuickCheck(schema: FormSchema): QuickCheck {
  if (!Object.keys(schema).every(keyword => quickKeywords.has(keyword))) {
    return never;
  }
  if (schema.enum !== undefined) {
    const { type = 'string' } = schema;
    return schema.enum.every(constant => typeof constant === type) ? createConstantCheck(schema.enum) : never;
  }
  switch (schema.type) {
    case 'boolean':
      return value => typeof value === 'boolean';
    case 'number':
    case 'integer':
      return createNumberCheck(schema);
    case 'string':
      return createTextCheck(schema);
    case 'object':
      return createObjectCheck(schema);
    default:
      return never;
  }
}

const quickKeywords: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'required', 'properties'],
  ...['additionalProperties', 'rule', 'missing', 'allowed', 'title', 'description', 'examples'],
]);

function never(): boolean {
  return false;
}

/** Three are compared one by one, which is quicker than a search. */
function createConstantCheck(allowed: readonly unknown[]): QuickCheck {
  const [first, second, third] = allowed;
  return allowed.length <= 3
    ? value => value !== undefined && (value === first || value === second || value === third)
    : value => allowed.includes(value);
}

function createNumberCheck(schema: FormSchema): QuickCheck {
  const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = schema;
  return schema.type === 'integer'
    ? value => typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
    : value => typeof value === 'number' && value >= minimum && value <= maximum;
}

/** A letter beyond 16 bits counts twice here and once in the form: only what is right in both ways is taken. */
function createTextCheck(schema: FormSchema): QuickCheck {
  const { minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
  const least = minLength <= 1 ? minLength : minLength * 2;
  return value => typeof value === 'string' && value.length >= least && value.length <= maxLength;
}

interface Member {
  readonly name: string;
  readonly check: QuickCheck;
  readonly isRequired: boolean;
}

const hasOwn = Object.prototype.hasOwnProperty;

function createObjectCheck(schema: FormSchema): QuickCheck {
  const { properties = {}, required = [] } = schema;
  const members = Object.entries(properties).map(
    ([name, member]): Member => ({ name, check: createQuickCheck(member), isRequired: required.includes(name) }),
  );
  const pick = createPick(members);
  return value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return false;
    }
    let found = 0;
    for (const name in value) {
      const member = pick(name);
      if (member?.check((value as Record<string, unknown>)[name]) !== true || !hasOwn.call(value, name)) {
        return false;
      }
      found += member.isRequired ? 1 : 0;
    }
    return found === required.length;
  };
}

/** Up to three names are compared, which is quicker than looking them up. */
function createPick(members: readonly Member[]): (name: string) => Member | undefined {
  const [first, second, third] = members;
  if (members.length > 3) {
    const byName = new Map(members.map(member => [member.name, member]));
    return name => byName.get(name);
  }
  return name => {
    if (name === first?.name) {
      return first;
    }
    return name === second?.name ? second : name === third?.name ? third : undefined;
  };
}

import { memberOf, parsePointer } from '@gatehouse/protocol';

/** One way in which a value breaks a schema, as the validator tells it. */
export interface SchemaFault {
  readonly keyword: string;
  /** Where the rule stands in the schema, as a fragment. */
  readonly schemaPath: string;
  /** Where the value stands, RFC 6901. */
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'text',
  integer: 'a whole number',
};

/**
 * What a value has to be, behind its name: "must be a whole number from 1 to 8000". Told by the first fault and, where a
 * value may have one of several forms, by what each of them demands.
 */
export function describeDemand(schema: unknown, faults: readonly SchemaFault[]): string {
  const [first] = faults;
  if (first === undefined) return 'must be another value';
  const choice = faults.find(({ keyword, instancePath }) => keyword === 'anyOf' && instancePath === first.instancePath);
  const forms = faults.filter(
    ({ schemaPath, instancePath }) =>
      choice !== undefined &&
      instancePath === first.instancePath &&
      schemaPath.startsWith(`${choice.schemaPath}/anyOf/`),
  );
  const told = forms.length === 0 ? [first] : forms;
  return `must ${told.map(fault => describeOne(schema, fault)).join(' or ')}`;
}

function describeOne(schema: unknown, { keyword, schemaPath, params, message }: SchemaFault): string {
  const rule = ruleAt(schema, schemaPath);
  if (memberOf(rule, 'type') === 'integer') return `be ${TYPES.integer}${describeRange(rule)}`;
  if (keyword === 'enum') return `be one of ${listOf(memberOf(params, 'allowedValues')).join(', ')}`;
  if (keyword === 'type') {
    const types = [memberOf(params, 'type')].flat().map(String);
    return `be ${types.map(type => TYPES[type] ?? type).join(' or ')}`;
  }
  if (keyword === 'minLength') return 'not be empty';
  if (keyword === 'minItems') return `have at least ${String(memberOf(params, 'limit'))} in it`;
  return message.replace(/^must /, '');
}

function describeRange(rule: unknown): string {
  const [from, to] = [memberOf(rule, 'minimum'), memberOf(rule, 'maximum')];
  if (typeof from !== 'number') return '';
  return typeof to === 'number' ? ` from ${from} to ${to}` : ` from ${from} on`;
}

function ruleAt(schema: unknown, path: string): unknown {
  return (parsePointer(path.slice(1)) ?? []).reduce<unknown>((at, name) => memberOf(at, name), schema);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

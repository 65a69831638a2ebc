/**
 * The part of JSON Schema that the wire shapes use, with four notes of our own: `rule` is the rule that a wrong value
 * breaks, `missing` the rule that its absence breaks, `allowed` says in words what is allowed, and `secret` keeps the
 * value out of messages.
 */
export interface FormSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly FormSchema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly additionalProperties?: boolean | FormSchema;
  readonly minProperties?: number;
  readonly items?: FormSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly rule?: string;
  readonly missing?: string;
  readonly allowed?: string;
  readonly secret?: boolean;
}

import { Compile, type Validator } from 'typebox/schema';
import { diagnose, type FaultListener } from './diagnose.ts';
import type { FormSchema } from './form-schema.ts';

/** A wire shape ready to check values: a compiled check for the many good ones, a diagnosis for the others. */
export interface Form {
  readonly schema: FormSchema;
  /** Whether a value has the form. */
  check(value: unknown): boolean;
  /** Checks a value and tells of every place where it does not have the form; answers whether it has. */
  judge(value: unknown, listener: FaultListener): boolean;
}

/** Makes a form of a schema. The check is compiled when it is first used. */
export function createForm(schema: FormSchema): Form {
  let compiled: Validator | undefined;
  const check = (value: unknown): boolean => {
    compiled ??= Compile(schema);
    return compiled.Check(value);
  };
  const judge = (value: unknown, listener: FaultListener): boolean => {
    const good = check(value);
    if (!good) {
      diagnose(schema, value, listener);
    }
    return good;
  };
  return { schema, check, judge };
}

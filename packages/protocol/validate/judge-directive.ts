import { capabilityOf } from '../capability/capabilities.ts';
import { createForm, type Form } from '../form/form.ts';
import type { FormSchema } from '../form/form-schema.ts';
import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { Findings } from './findings.ts';

const forms: WeakMap<FormSchema, Form> = new WeakMap();

/**
 * Judges the payload of a directive by the form that its interface gives it. A payload that nobody has described is let
 * through, and so is one that is no object, which the form of the directive has refused already. Source: fact sheet
 * 3.1 and 3.3, Directives.
 */
export function judgeDirective(findings: Findings, value: unknown): void {
  const namespace = textAt(value, ['directive', 'header', 'namespace']) ?? '';
  const name = textAt(value, ['directive', 'header', 'name']) ?? '';
  const payloads = capabilityOf(namespace)?.directivePayloads ?? {};
  const schema = Object.hasOwn(payloads, name) ? payloads[name] : undefined;
  const payload = memberOf(memberOf(value, 'directive'), 'payload');
  if (schema === undefined || !isJsonObject(payload)) {
    return;
  }
  const form = forms.get(schema) ?? createForm(schema);
  forms.set(schema, form);
  findings.judgeForm(form, { value: payload, path: ['directive', 'payload'] });
}

import type { Capability } from '../capability/capability.ts';
import { semanticsSchema } from '../discovery/semantics.ts';
import { createForm, type Form } from '../form/form.ts';
import type { FormSchema } from '../form/form-schema.ts';
import { isJsonObject, type JsonObject } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';

const forms: WeakMap<FormSchema, Form> = new WeakMap();

/** Members that the form of any capability has checked already. */
const common: ReadonlySet<string> = new Set(['proactivelyReported']);

/**
 * Judges what a capability says in discovery beyond its properties, by the form that its interface gives it:
 * configuration, configurations and members of its own, and semantics. What nobody has described is let through.
 * Source: fact sheet 3.3 and 3.5.
 */
export function judgeOwnMembers(
  findings: Findings,
  at: { readonly capability: JsonObject; readonly known: Capability; readonly path: Path },
): void {
  const { capability, known, path } = at;
  for (const [name, schema] of Object.entries(formsOf(known))) {
    const value = capability[name];
    const isRefused = schema.type === 'object' && !isJsonObject(value);
    if (value !== undefined && !isRefused && !common.has(name)) {
      const form = forms.get(schema) ?? createForm(schema);
      forms.set(schema, form);
      findings.judgeForm(form, { value, path: [...path, name], rename: () => 'discovery-member' });
    }
  }
  if (capability.semantics !== undefined && known.semantics !== true && known.opaque !== true) {
    findings.report('discovery-semantics', [...path, 'semantics'], `is not known; ${known.interface} has none`);
  }
}

function formsOf(known: Capability): Readonly<Record<string, FormSchema>> {
  const { configuration, configurations, members, semantics } = known;
  // The events of this interface are judged by a rule of their own.
  const isJudged = known.interface === 'Alexa.SimpleEventSource';
  return {
    ...(configuration === undefined || isJudged ? {} : { configuration }),
    ...(configurations === undefined ? {} : { configurations }),
    ...(semantics === true ? { semantics: semanticsSchema } : {}),
    ...members,
  };
}

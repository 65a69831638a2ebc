import { isJsonObject } from '../json/json-object.ts';
import type { Path } from '../validate/findings.ts';

const PREFIX = 'localizedattribute:';

/** Where a payload refers to a text of `localizedAttributes`, and by which name. */
export interface AttributeReference {
  readonly path: Path;
  readonly name: string;
}

/** The reference to an attribute, as a payload has it. */
export function referTo(attribute: string): string {
  return `${PREFIX}${attribute}`;
}

/** The name that a text refers to as `localizedattribute:NAME`; undefined when it is plain. Source: proactive events API, Request body example. */
export function attributeNameOf(text: string): string | undefined {
  return text.startsWith(PREFIX) && text.length > PREFIX.length ? text.slice(PREFIX.length) : undefined;
}

/** Whether a text seems to refer to an attribute and does not do so in the documented form: other letters, another place, no name. */
export function isOddReference(text: string): boolean {
  return (
    text.toLowerCase().includes(PREFIX) && (attributeNameOf(text) === undefined || hasPrefix(text.slice(PREFIX.length)))
  );
}

function hasPrefix(text: string): boolean {
  return text.toLowerCase().includes(PREFIX);
}

/** Every text of a payload with its path from there, at any depth. */
export function listTexts(value: unknown, path: Path = []): readonly (readonly [path: Path, text: string])[] {
  if (typeof value === 'string') {
    return [[path, value]];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => listTexts(item, [...path, index]));
  }
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([name, member]) => listTexts(member, [...path, name]))
    : [];
}

/** The texts of `localizedAttributes` that a payload refers to, in the documented form. */
export function listReferences(payload: unknown): readonly AttributeReference[] {
  return listTexts(payload).flatMap(([path, text]) => {
    const name = attributeNameOf(text);
    return name === undefined ? [] : [{ path, name }];
  });
}

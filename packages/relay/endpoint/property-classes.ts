/**
 * The class of a property is its interface's unless the registration of the endpoint says otherwise, in a member
 * beside the discovery endpoint object: `{"gatehouse": {"classes": [{namespace, name, instance?, class}]}}`. That the
 * member has this form, and that Alexa never gets it, is our choice.
 */
import {
  encodeCanonicalJson,
  encodePointer,
  GatehouseError,
  isJsonObject,
  type JsonObject,
  memberOf,
} from '@gatehouse/protocol';
import { type ClassOf, classByInterface } from '../shadow/class-of.ts';
import { encodePropertyKey } from '../shadow/property-key.ts';
import { PROPERTY_CLASSES, type PropertyClass, type PropertyKey } from '../shadow/property-value.ts';
import { declaredProperties } from './description.ts';

const OWN = 'gatehouse';
const CLASSES = 'classes';
const CLASS_MEMBERS: readonly string[] = ['namespace', 'name', 'instance', 'class'];

/** One property of an endpoint with the class that its registration gives it. */
interface ClassedProperty {
  readonly key: PropertyKey;
  readonly class: PropertyClass;
}

/** How the properties of a registered endpoint are told apart; of one that is not registered, by their interfaces. */
export function classesOf(registration: JsonObject | undefined): ClassOf {
  const given = memberOf(registration?.[OWN], CLASSES);
  if (!Array.isArray(given)) return classByInterface;
  const classed = given.flatMap((entry: unknown) => parseClass(entry) ?? []);
  const classes = new Map(classed.map(one => [encodePropertyKey(one.key), one.class]));
  return property => classes.get(encodePropertyKey(property)) ?? classByInterface(property);
}

/** What Alexa is told of a registered endpoint: the discovery endpoint object without what is the relay's own. */
export function discoveryObjectOf(registration: JsonObject): JsonObject {
  if (!Object.hasOwn(registration, OWN)) return registration;
  const { [OWN]: _, ...discovered } = registration;
  return discovered;
}

/** The same of a registration as a JSON text; undefined when it is not one of an object. */
export function parseDiscoveryObject(registration: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(registration);
    return isJsonObject(parsed) ? discoveryObjectOf(parsed) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two registrations, each a JSON text, tell Alexa the same; one that is no object tells her nothing. */
export function isSameToAlexa(one: string, other: string): boolean {
  const [first, second] = [parseDiscoveryObject(one), parseDiscoveryObject(other)];
  if (first === undefined || second === undefined) return false;
  return encodeCanonicalJson(first) === encodeCanonicalJson(second);
}

/**
 * Checks the relay's own member of a registration.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member at fault: of another form, of a property that no
 * capability of the endpoint declares, or of one property twice
 */
export function checkClasses(registration: JsonObject): void {
  const own = registration[OWN];
  if (own === undefined) return;
  checkMembers(own, { path: [OWN], allowed: [CLASSES] });
  const classes = memberOf(own, CLASSES);
  if (!Array.isArray(classes)) {
    throw refuse([OWN, CLASSES], 'is not a list; allowed are objects with namespace, name, instance and class');
  }
  const declared = new Set(declaredProperties(registration).map(encodePropertyKey));
  const seen = new Set<string>();
  classes.forEach((entry: unknown, index) => {
    const path = [OWN, CLASSES, index];
    checkMembers(entry, { path, allowed: CLASS_MEMBERS });
    const classed = parseClass(entry);
    if (classed === undefined) {
      throw refuse(
        path,
        `gives no class to a property; needed are namespace, name and class, ${PROPERTY_CLASSES.join(' or ')}`,
      );
    }
    const [key, name] = [encodePropertyKey(classed.key), describeProperty(classed.key)];
    if (!declared.has(key))
      throw refuse(path, `is of ${name}, which no capability of the endpoint declares as supported`);
    if (seen.has(key)) throw refuse(path, `is of ${name}, which is there twice; allowed is each property once`);
    seen.add(key);
  });
}

function checkMembers(
  value: unknown,
  { path, allowed }: { path: readonly (string | number)[]; allowed: readonly string[] },
): void {
  if (!isJsonObject(value)) throw refuse(path, `is not an object; allowed is one with ${allowed.join(', ')}`);
  const stranger = Object.keys(value).find(member => !allowed.includes(member));
  if (stranger !== undefined) throw refuse([...path, stranger], `is not known; allowed are ${allowed.join(', ')}`);
}

function parseClass(entry: unknown): ClassedProperty | undefined {
  const [namespace, name, instance] = ['namespace', 'name', 'instance'].map(member => memberOf(entry, member));
  const propertyClass = PROPERTY_CLASSES.find(one => one === memberOf(entry, 'class'));
  if (typeof namespace !== 'string' || typeof name !== 'string' || propertyClass === undefined) return undefined;
  if (instance === undefined) return { key: { namespace, name }, class: propertyClass };
  return typeof instance === 'string' ? { key: { namespace, name, instance }, class: propertyClass } : undefined;
}

function describeProperty({ namespace, name, instance }: PropertyKey): string {
  return `${namespace}.${name}${instance === undefined ? '' : ` of instance ${instance}`}`;
}

function refuse(path: readonly (string | number)[], what: string): GatehouseError {
  const pointer = encodePointer(path);
  return new GatehouseError('invalid-request', `${pointer} ${what}`, { pointer });
}

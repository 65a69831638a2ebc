import { capabilities, causes, changeReportSchema, type FormSchema, statePropertySchema } from '@gatehouse/protocol';

/** A JSON Schema. `discriminator` is OpenAPI's hint where to look which choice applies. */
export type JsonSchema = { readonly [name: string]: unknown };

/** A time by its letters alone, and one that the calendar has: no 30 February, 29 February in leap years, no hour 24. */
const timeLetters = '^[1-9]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$';
const longMonth = '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])';
const shortMonth = '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])';
const leapYear = '[1-9]\\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00';
const calendarTime = `^(?:[1-9]\\d{3}-(?:${longMonth}|${shortMonth})|(?:${leapYear})-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z$`;
const ownWords: ReadonlySet<string> = new Set(['rule', 'missing', 'allowed', 'secret']);

/** The form of a ChangeReport alone, as the protocol package declares it: any property with any value. */
export const formSchema: JsonSchema = encodeJsonSchema(changeReportSchema);

/**
 * The form of a posted ChangeReport with as many of the other rules as a schema can say: endpoint, scope, version,
 * causes, times of the calendar, no property twice in a list (fact sheet 1.4), and of each property its interface,
 * instance and value. It is written the way that is quickest for a validator: each property leads by namespace and
 * name to its one choice.
 */
export const fullSchema: JsonSchema = createSchema({ time: calendarTime, list: { uniqueItems: true } });

/** The same without the calendar and without the look for repetition: what most write by hand. */
export const looserSchema: JsonSchema = createSchema({ time: timeLetters, list: {} });

function createSchema(strength: { readonly time: string; readonly list: JsonSchema }): JsonSchema {
  const interfaces = capabilities
    .filter(({ properties }) => Object.keys(properties).length > 0)
    .map(({ interface: namespace, instance, properties }) =>
      choiceOf(
        'name',
        { namespace: { const: namespace } },
        Object.entries(properties).map(([name, { schema }]) => ({
          type: 'object',
          required: [...statePropertySchema.required, ...(instance === 'required' ? ['instance'] : [])],
          additionalProperties: false,
          properties: {
            ...encodeJsonSchema(statePropertySchema.properties),
            namespace: {},
            name: { const: name },
            timeOfSample: { type: 'string', pattern: strength.time },
            value: encodeJsonSchema(schema),
          },
        })),
      ),
    );
  const property = choiceOf('namespace', {}, interfaces);
  const { context, event } = changeReportSchema.properties;
  const { header, endpoint, payload } = event.properties;
  const { change } = payload.properties;
  const list = { type: 'array', items: property, ...strength.list };
  const changed = { ...change.properties, cause: objectOf({ type: { enum: causes } }), properties: list };
  const named = { namespace: { const: 'Alexa' }, name: { const: 'ChangeReport' }, payloadVersion: { const: '3' } };
  const { instance: _, ...headerMembers } = header.properties;
  return encodeJsonSchema({
    ...changeReportSchema,
    properties: {
      context: { ...context, properties: { properties: list } },
      event: {
        ...event,
        required: ['header', 'endpoint', 'payload'],
        properties: {
          header: { ...header, properties: { ...headerMembers, ...named } },
          endpoint: { ...endpoint, required: ['endpointId', 'scope'] },
          payload: { ...payload, properties: { change: { ...change, properties: changed } } },
        },
      },
    },
  });
}

function objectOf(properties: JsonSchema): JsonSchema {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}

/** One of several objects, told apart by a member. */
function choiceOf(by: string, properties: JsonSchema, choices: readonly JsonSchema[]): JsonSchema {
  return { type: 'object', required: [by], properties, discriminator: { propertyName: by }, oneOf: choices };
}

/** A schema without the protocol package's own notes. Members of an object called like a note stay. */
function encodeJsonSchema(schema: FormSchema | JsonSchema): JsonSchema {
  const entries = Object.entries(schema).filter(([name, value]) => !(ownWords.has(name) && typeof value !== 'object'));
  return Object.fromEntries(entries.map(([name, value]) => [name, encodePart(value)]));
}

function encodePart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encodePart);
  return typeof value === 'object' && value !== null ? encodeJsonSchema({ ...value }) : value;
}

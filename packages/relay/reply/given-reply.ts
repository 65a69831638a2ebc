import { GatehouseError, isJsonObject, type JsonObject } from '@gatehouse/protocol';

/** The error that a late answer tells: `extra` are the members that some types have beside `type` and `message`. */
export interface GivenError {
  readonly type: string;
  readonly message: string;
  /** Where the error is an interface's own; default `Alexa`. */
  readonly namespace?: string;
  readonly payloadVersion?: string;
  readonly extra: JsonObject;
}

/** A late answer to a directive as the device cloud hands it in, its form checked and nothing else. */
export interface GivenReply {
  readonly properties: readonly JsonObject[];
  readonly payload: JsonObject;
  readonly error?: GivenError;
  /** Whose answer it is, for a directive that this process has not seen. */
  readonly customer?: string;
  readonly endpointId?: string;
}

const MEMBERS = ['properties', 'payload', 'error', 'customer', 'endpointId'];

/**
 * Reads the body of `POST /v1/replies/{correlationToken}`. An error stands alone, without properties and payload.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member at fault
 */
export function parseReply(body: unknown): GivenReply {
  if (!isJsonObject(body)) {
    throw refuse('', 'The body is not an object; needed are properties and payload, or an error');
  }
  const stranger = Object.keys(body).find(key => !MEMBERS.includes(key));
  if (stranger !== undefined) {
    throw refuse(`/${stranger}`, `The body has the member ${stranger}; allowed are ${MEMBERS.join(', ')}`);
  }
  const { properties = [], payload = {}, error } = body;
  if (!Array.isArray(properties) || !properties.every(isJsonObject)) {
    throw refuse('/properties', 'properties is not a list of state properties');
  }
  if (!isJsonObject(payload)) throw refuse('/payload', 'payload is not an object');
  if (error !== undefined && (body.properties !== undefined || body.payload !== undefined)) {
    throw refuse('/error', 'The error stands beside properties or payload; an answer tells either');
  }
  return {
    properties,
    payload,
    ...(error === undefined ? {} : { error: parseError(error) }),
    ...readText(body, 'customer'),
    ...readText(body, 'endpointId'),
  };
}

function parseError(error: unknown): GivenError {
  const { type, message, namespace, payloadVersion, ...extra } = isJsonObject(error) ? error : {};
  if (typeof type !== 'string' || type === '' || typeof message !== 'string') {
    throw refuse('/error', 'The error is none; needed are type and message, both as text');
  }
  return {
    type,
    message,
    extra,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof payloadVersion === 'string' ? { payloadVersion } : {}),
  };
}

function readText<Name extends 'customer' | 'endpointId'>(body: JsonObject, name: Name): { [name in Name]?: string } {
  const text = body[name];
  if (text === undefined) return {};
  if (typeof text === 'string' && text !== '' && text.length <= 256)
    return { [name]: text } as { [name in Name]: string };
  throw refuse(`/${name}`, `${name} is no id; allowed are 1 to 256 characters`);
}

function refuse(pointer: string, message: string): GatehouseError {
  return new GatehouseError('invalid-request', message, { pointer });
}

import { discoveryEndpointSchema, REGIONS } from '@gatehouse/protocol';
import { PROPERTY_CLASSES } from '../shadow/property-value.ts';
import { listQuery } from './list-query.ts';
import type { ApiSchema, Operation } from './operation.ts';
import { linkState, objectOf, pageOf, refTo } from './shared-schemas.ts';

const text: ApiSchema = { type: 'string' };
const count: ApiSchema = { type: 'integer', minimum: 0 };
const propertyClass: ApiSchema = {
  ...objectOf({ namespace: text, name: text, instance: text, class: { enum: PROPERTY_CLASSES } }, [
    'namespace',
    'name',
    'class',
  ]),
  additionalProperties: false,
};
const endpoint: ApiSchema = {
  type: 'object',
  description: `The discovery endpoint object: ${discoveryEndpointSchema.required.join(', ')} and more`,
  properties: {
    gatehouse: {
      ...objectOf({ classes: { type: 'array', items: propertyClass } }, ['classes']),
      additionalProperties: false,
      description:
        'For the relay alone, Alexa never gets it: the class of properties, where it is not that of the interface',
    },
  },
  additionalProperties: true,
};

/** The names of {@link customerOperations}. */
export type CustomerOperation =
  | 'putEndpoint'
  | 'readEndpoint'
  | 'deleteEndpoint'
  | 'listEndpoints'
  | 'readCustomer'
  | 'listCustomers'
  | 'putGrant'
  | 'forgetGrant'
  | 'resumeLane'
  | 'dropLane';

/** Customers, their endpoints, their grants, and what a person orders. */
export const customerOperations: Readonly<Record<CustomerOperation, Operation>> = {
  putEndpoint: {
    id: 'putEndpoint',
    summary: 'Registers an endpoint or replaces its description; Alexa is told of the change',
    body: endpoint,
    answers: {
      200: { description: 'Known before; changed or not', schema: registration() },
      201: { description: 'A new endpoint', schema: registration() },
    },
    problems: ['invalid-message', 'too-many-requests'],
  },
  readEndpoint: {
    id: 'readEndpoint',
    summary: 'The discovery object of an endpoint',
    answers: { 200: { description: 'The object', schema: endpoint } },
    problems: ['unknown-endpoint'],
  },
  deleteEndpoint: {
    id: 'deleteEndpoint',
    summary: 'Forgets an endpoint; Alexa is told',
    answers: { 204: { description: 'Forgotten' } },
    problems: ['unknown-endpoint'],
  },
  listEndpoints: {
    id: 'listEndpoints',
    summary: "The discovery objects of a customer's endpoints",
    query: listQuery,
    answers: { 200: { description: 'A page of them', schema: pageOf(endpoint) } },
  },
  readCustomer: {
    id: 'readCustomer',
    summary: 'Link, lane and number of endpoints of a customer',
    answers: { 200: { description: 'The customer', schema: refTo('Customer') } },
    problems: ['unknown-customer'],
  },
  listCustomers: {
    id: 'listCustomers',
    summary: 'Customers in the order of their ids',
    query: {
      state: { description: 'Of one state of the link', schema: linkState },
      ...listQuery,
    },
    answers: { 200: { description: 'A page of customers', schema: pageOf(refTo('Customer')) } },
  },
  putGrant: {
    id: 'putGrant',
    summary: 'Takes the tokens of another system over, in the place of any grant',
    body: {
      ...objectOf(
        {
          region: { enum: REGIONS },
          refreshToken: { type: 'string', minLength: 1, maxLength: 4_096, writeOnly: true },
          accessToken: { type: 'string', minLength: 1, maxLength: 4_096, writeOnly: true },
          expiresInSeconds: { type: 'integer', minimum: 1, maximum: 86_400 },
        },
        ['refreshToken'],
      ),
      additionalProperties: false,
    },
    answers: { 204: { description: 'Kept' } },
  },
  forgetGrant: {
    id: 'forgetGrant',
    summary: 'Forgets the grant',
    answers: { 204: { description: 'Forgotten' } },
    problems: ['not-linked'],
  },
  resumeLane: {
    id: 'resumeLane',
    summary: 'Sends on what a parked or waiting lane holds',
    answers: { 200: { description: 'How many events', schema: objectOf({ events: count }, ['events']) } },
    problems: ['unknown-customer'],
  },
  dropLane: {
    id: 'dropLane',
    summary: 'Gives up what a lane holds',
    answers: { 200: { description: 'How many events', schema: objectOf({ events: count }, ['events']) } },
    problems: ['unknown-customer'],
  },
};

function registration(): ApiSchema {
  return objectOf(
    {
      customer: text,
      endpointId: text,
      result: { enum: ['created', 'changed', 'unchanged'] },
      event: { type: 'string', description: 'The event that tells Alexa, if one was queued' },
    },
    ['customer', 'endpointId', 'result'],
  );
}

import { createForm, type Form } from '../form/form.ts';
import type { FormSchema } from '../form/form-schema.ts';
import { acceptGrantErrorSchema } from '../message/accept-grant-error.ts';
import { acceptGrantResponseSchema } from '../message/accept-grant-response.ts';
import { addOrUpdateReportSchema } from '../message/add-or-update-report.ts';
import { changeReportSchema } from '../message/change-report.ts';
import { deferredResponseSchema } from '../message/deferred-response.ts';
import { deleteReportSchema } from '../message/delete-report.ts';
import { discoverResponseSchema } from '../message/discover-response.ts';
import { doorbellPressSchema } from '../message/doorbell-press.ts';
import { errorResponseSchema } from '../message/error-response.ts';
import { eventEndpointSchema } from '../message/event-endpoint.ts';
import { headerSchema } from '../message/header.ts';
import { ownEventPayloads } from '../message/own-event-payload.ts';
import { responseSchema } from '../message/response.ts';
import { simpleEventSchema } from '../message/simple-event.ts';
import { contextSchema } from '../message/state-property.ts';
import { stateReportSchema } from '../message/state-report.ts';

const formsByKind: Readonly<Record<string, Form>> = {
  'AcceptGrant.ErrorResponse': createForm(acceptGrantErrorSchema),
  'AcceptGrant.Response': createForm(acceptGrantResponseSchema),
  AddOrUpdateReport: createForm(addOrUpdateReportSchema),
  ChangeReport: createForm(changeReportSchema),
  DeferredResponse: createForm(deferredResponseSchema),
  DeleteReport: createForm(deleteReportSchema),
  'Discover.Response': createForm(discoverResponseSchema),
  DoorbellPress: createForm(doorbellPressSchema),
  ErrorResponse: createForm(errorResponseSchema),
  Response: createForm(responseSchema),
  SimpleEvent: createForm(simpleEventSchema),
  StateReport: createForm(stateReportSchema),
};

const formsByName: ReadonlyMap<string, Form> = new Map(
  Object.entries(ownEventPayloads).map(([name, payload]) => [name, createForm(ownEventSchema(payload, name))]),
);

const anyEvent: Form = createForm(ownEventSchema({ type: 'object' }, ''));

/**
 * The form of an event: that of its full name (`Alexa.WakeOnLANController/WakeUp`) if the payload is known, else that
 * of its kind, else of any event.
 */
export function eventFormOf(kind: string, fullName: string): Form {
  return formsByName.get(fullName) ?? (Object.hasOwn(formsByKind, kind) ? formsByKind[kind] : undefined) ?? anyEvent;
}

function ownEventSchema(payload: FormSchema, name: string): FormSchema {
  // The official schema takes any context in these; fact sheet 1.5.
  const anyContext = name.startsWith('Alexa.MediaMetadata/') || name.startsWith('Alexa.AutomationManagement/');
  return {
    type: 'object',
    required: ['event'],
    additionalProperties: false,
    properties: {
      context: anyContext ? { type: 'object' } : contextSchema,
      event: {
        type: 'object',
        rule: 'event-missing',
        missing: 'event-missing',
        required: ['header', 'payload'],
        additionalProperties: false,
        properties: { header: headerSchema, endpoint: eventEndpointSchema, payload },
      },
    },
  };
}

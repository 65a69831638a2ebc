import type { AlexaEvent } from '../message/alexa-event.ts';
import { interfaceEvent } from './interface-event.ts';

/**
 * A MeasurementsReport without scope, of its own accord or as the answer to ReportMeasurements. Nobody has described
 * its payload. Source: fact sheet 2, DeviceUsage.Meter.
 */
export function measurementsReport(parts: {
  readonly messageId: string;
  readonly correlationToken?: string;
  readonly endpointId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}): AlexaEvent {
  return interfaceEvent(['Alexa.DeviceUsage.Meter', 'MeasurementsReport'], { payloadVersion: '1.0', ...parts });
}

/**
 * A DataReport without scope, of its own accord or as the answer to ReportData. Nobody has described its payload.
 * Source: fact sheet 2, DataController.
 */
export function dataReport(parts: {
  readonly messageId: string;
  readonly correlationToken?: string;
  readonly endpointId: string;
  readonly instance: string;
  readonly payload: Readonly<Record<string, unknown>>;
}): AlexaEvent {
  return interfaceEvent(['Alexa.DataController', 'DataReport'], { payloadVersion: '1.0', ...parts });
}

/**
 * A GetAlexaAutomationStatus without scope: asks which capabilities of an endpoint Alexa automates. Source: fact sheet
 * 2, AutomationManagement.
 */
export function getAlexaAutomationStatus(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly capabilities: readonly { readonly capability: string; readonly instance?: string }[];
}): AlexaEvent {
  const { capabilities, ...rest } = parts;
  const message = ['Alexa.AutomationManagement', 'GetAlexaAutomationStatus'] as const;
  return interfaceEvent(message, { payloadVersion: '1.0', ...rest, payload: { capabilities: [...capabilities] } });
}

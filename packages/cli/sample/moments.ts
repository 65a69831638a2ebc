import { BUTTON_INSTANCE } from './devices.ts';
import { PRINTED_SIMPLE_EVENT } from './printed-examples.ts';

/** What names one moment: a fresh messageId, and when it was, as a timestamp. */
export interface Moment {
  readonly messageId: string;
  readonly timestamp: string;
}

/** Somebody rings at the sample's front door: a DoorbellPress as a device cloud hands it to the relay. */
export function ringDoorbell({ messageId, timestamp }: Moment): object {
  return {
    context: {},
    event: {
      header: { namespace: 'Alexa.DoorbellEventSource', name: 'DoorbellPress', messageId, payloadVersion: '3' },
      endpoint: { endpointId: 'doorbell-1' },
      payload: { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp },
    },
  };
}

/** Somebody presses the button of the sample's remote: the SimpleEvent that the interface's document prints. */
export function pressButton({ messageId, timestamp }: Moment): object {
  const { namespace, name, payloadVersion, id } = PRINTED_SIMPLE_EVENT;
  return {
    event: {
      header: { namespace, name, instance: BUTTON_INSTANCE, messageId, payloadVersion },
      endpoint: { endpointId: 'remote-1', cookie: {} },
      payload: { id, timestamp },
    },
  };
}

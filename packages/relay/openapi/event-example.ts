/** One event as it is handed in: the whole message, whose own member is called `event`, too. */
export const eventExample: object = {
  event: {
    header: {
      namespace: 'Alexa.DoorbellEventSource',
      name: 'DoorbellPress',
      messageId: '5f0a7f5e-8c6b-4d0e-9a53-0f6d0f3b6c11',
      payloadVersion: '3',
    },
    endpoint: { endpointId: 'door-1' },
    payload: { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: '2026-01-01T00:00:00Z' },
  },
  context: {},
};

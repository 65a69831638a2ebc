/**
 * The two events that Amazon's documents print, as they print them; the placeholders between angle brackets stand
 * where the documents ask for something of one's own.
 */

/** "Send Events", request body example: the asynchronous answer to a SetColorTemperature directive, 5500 K. */
export const PRINTED_COLOR_TEMPERATURE = {
  value: 5500,
  timeOfSample: '2022-02-03T16:20:50.52Z',
  uncertaintyInMilliseconds: 0,
} as const;

/** "Alexa.SimpleEventSource Interface 1.0", SimpleEvent example. Its timestamp is no RFC 3339: a colon stands before the fraction. */
export const PRINTED_SIMPLE_EVENT = {
  namespace: 'Alexa.SimpleEventSource',
  name: 'Event',
  payloadVersion: '1.0',
  id: 'Button.SinglePush.1',
  timestamp: '2021-12-12T16:20:50:52Z',
} as const;

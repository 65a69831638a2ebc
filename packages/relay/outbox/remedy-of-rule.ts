import { remedyOf } from '@gatehouse/protocol';

/** What to do about problems of the rules that the relay has beside those of the protocol, by the rule's id. */
const relayRemedies: ReadonlyMap<string, string> = new Map([
  [
    'relay-sample-time',
    "Send the time at which the value was measured, in UTC, and set the device's clock right; leave the sample of a wrong clock out rather than guess",
  ],
  ['relay-customer', "Name the event's customer as your device cloud knows them, in the member customer of the entry"],
  ['relay-event-size', 'Send less in one event: whatever Alexa need not know can stay out of it'],
]);

/** What to do about a problem that breaks this rule, of the relay or of the protocol; undefined for an id that neither has. */
export function remedyOfRule(rule: string): string | undefined {
  return relayRemedies.get(rule) ?? remedyOf(rule);
}

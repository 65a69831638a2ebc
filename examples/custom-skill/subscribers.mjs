/**
 * Who may be told what, as the skill events say: what Alexa tells about a customer, without a session. They may come out of
 * order, so that the newest by the request's timestamp counts; a customer who enables the skill anew has another userId.
 */
export function createSubscribers() {
  const known = new Map();

  return {
    /** Takes whatever Alexa posts to the address of skill events. */
    take({ context, request }) {
      const { user, apiEndpoint } = context.System;
      const at = Date.parse(request.timestamp);
      if (at < known.get(user.userId)?.at) return;
      // The region of a customer is where Alexa's own address for the customer is.
      const subscriber = { userId: user.userId, apiEndpoint, at };
      if (request.type === 'AlexaSkillEvent.ProactiveSubscriptionChanged') {
        // Who switches all off sends an empty list, or no body at all.
        const events = (request.body?.subscriptions ?? []).map(({ eventName }) => eventName);
        known.set(user.userId, { ...subscriber, events });
      }
      // Kept, so that an event from before that comes late subscribes nobody again.
      if (request.type === 'AlexaSkillEvent.SkillDisabled') known.set(user.userId, { ...subscriber, events: [] });
    },
    /** The customer, where one has subscribed to an event. */
    find: (userId, event) => [known.get(userId)].find(subscriber => subscriber?.events.includes(event)),
  };
}

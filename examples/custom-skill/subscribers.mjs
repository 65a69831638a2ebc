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
      const subscriber = known.get(user.userId) ?? { userId: user.userId, events: [], at: '' };
      known.set(user.userId, subscriber);
      // The region of a customer is where Alexa's own address for the customer is.
      subscriber.apiEndpoint = apiEndpoint;
      const told = request.eventPublishingTime ?? request.timestamp;
      if (told < subscriber.at) return;
      if (request.type === 'AlexaSkillEvent.ProactiveSubscriptionChanged') {
        subscriber.at = told;
        // Who switches all off sends an empty list, or no body at all.
        subscriber.events = (request.body?.subscriptions ?? []).map(({ eventName }) => eventName);
      }
      if (request.type === 'AlexaSkillEvent.SkillDisabled') known.delete(user.userId);
    },
    /** The customer, where one has subscribed to an event. */
    find: (userId, event) => [known.get(userId)].find(subscriber => subscriber?.events.includes(event)),
  };
}

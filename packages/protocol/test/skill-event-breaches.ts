import { createSkillEvent } from '../builder/create-skill-event.ts';
import { type Problem, validateSkillEvent } from '../index.ts';
import type { skillEventRules } from '../rule/skill-event-rules.ts';
import { edit } from './edit.ts';

const subscribed = createSkillEvent({
  name: 'AlexaSkillEvent.ProactiveSubscriptionChanged',
  skillId: 'amzn1.ask.skill.1',
  userId: 'amzn1.ask.account.1',
  requestId: 'r-1',
  timestamp: '2026-01-02T03:04:05Z',
  body: { subscriptions: [{ eventName: 'AMAZON.OrderStatus.Updated' }] },
});
const disabled = createSkillEvent({
  name: 'AlexaSkillEvent.SkillDisabled',
  skillId: 'amzn1.ask.skill.1',
  userId: 'amzn1.ask.account.1',
  requestId: 'r-2',
  timestamp: '2026-01-02T03:04:05Z',
  body: { userInformationPersistenceStatus: 'PERSISTED' },
});

function broken(pointer: string, member: unknown): Problem[] {
  return validateSkillEvent(edit(subscribed, pointer, member));
}

/** For each rule of skill events one that breaks it. */
export const skillEventBreaches: Readonly<Record<keyof typeof skillEventRules, () => Problem[]>> = {
  'skill-event-form': () => validateSkillEvent('x'),
  'skill-event-missing': () => broken('/context/System/user/userId', undefined),
  'skill-event-type': () => broken('/request/body', []),
  'skill-event-name': () => broken('/request/type', 'AlexaSkillEvent.SkillMoved'),
  'skill-event-timestamp': () => broken('/request/timestamp', 'now'),
  'skill-event-session': () => broken('/session', {}),
  'skill-event-body': () => broken('/request/body', undefined),
  'skill-event-value': () =>
    validateSkillEvent(edit(disabled, '/request/body/userInformationPersistenceStatus', 'FORGOTTEN')),
  'skill-event-subscription': () => broken('/request/body/subscriptions/0/eventName', 'AMAZON.Other.Event'),
};

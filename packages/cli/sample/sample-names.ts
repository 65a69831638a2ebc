/** The names that the sample home goes by on both ends. */
export const SAMPLE = {
  /** The customer as the device cloud knows it. */
  customer: 'sample-customer',
  /** The same customer as Alexa knows it. */
  userId: 'amzn1.ask.account.SAMPLE',
  skillId: 'amzn1.ask.skill.sample-home',
  clientId: 'amzn1.application-oa2-client.sample-home',
  region: 'NA',
  locale: 'en-US',
  timeZone: 'America/Los_Angeles',
} as const;

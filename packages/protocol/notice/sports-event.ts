import type { XStatic } from 'typebox/schema';

const statisticSchema = {
  type: 'object',
  required: ['team', 'score'],
  additionalProperties: false,
  properties: {
    team: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { type: 'string', minLength: 1 } },
    },

    score: { type: 'integer' },
  },
} as const;

/**
 * The payload of AMAZON.SportsEvent.Updated. `update` says who scored last, and may be left out. Source: notice sheet 1,
 * SportsEvent.Updated.
 */
export const sportsEventSchema = {
  type: 'object',
  required: ['sportsEvent'],
  additionalProperties: false,
  properties: {
    update: {
      type: 'object',
      required: ['scoreEarned', 'teamName'],
      additionalProperties: false,
      properties: { scoreEarned: { type: 'integer' }, teamName: { type: 'string', minLength: 1 } },
    },

    sportsEvent: {
      type: 'object',
      required: ['eventLeague', 'homeTeamStatistic', 'awayTeamStatistic'],
      additionalProperties: false,
      properties: {
        eventLeague: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: { type: 'string', minLength: 1 } },
        },

        homeTeamStatistic: statisticSchema as typeof statisticSchema,
        awayTeamStatistic: statisticSchema as typeof statisticSchema,
      },
    },
  },
} as const;

/** The payload of AMAZON.SportsEvent.Updated. */
export type SportsEvent = XStatic<typeof sportsEventSchema>;

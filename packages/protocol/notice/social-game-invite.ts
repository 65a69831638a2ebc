import type { XStatic } from 'typebox/schema';

const relationshipSchema = { enum: ['FRIEND', 'CONTACT'] } as const;
const inviteTypeSchema = { enum: ['CHALLENGE', 'INVITE'] } as const;

/**
 * The payload of AMAZON.SocialGameInvite.Available. Most senders put relationship and type on `invite`, some on
 * `invite.inviter`; either is taken, and `validateNotice` sees to it that each is in one of the two. Source: notice sheet
 * 1, SocialGameInvite.Available and note 5.
 */
export const socialGameInviteSchema = {
  type: 'object',
  required: ['invite', 'game'],
  additionalProperties: false,
  properties: {
    invite: {
      type: 'object',
      required: ['inviter'],
      additionalProperties: false,
      properties: {
        inviter: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: {
            name: { type: 'string', minLength: 1 },
            relationshipToInvitee: relationshipSchema as typeof relationshipSchema,
            inviteType: inviteTypeSchema as typeof inviteTypeSchema,
          },
        },

        relationshipToInvitee: relationshipSchema as typeof relationshipSchema,
        inviteType: inviteTypeSchema as typeof inviteTypeSchema,
      },
    },

    game: {
      type: 'object',
      required: ['offer', 'name'],
      additionalProperties: false,
      properties: { offer: { enum: ['MATCH', 'REMATCH', 'GAME'] }, name: { type: 'string', minLength: 1 } },
    },
  },
} as const;

/** The payload of AMAZON.SocialGameInvite.Available. */
export type SocialGameInvite = XStatic<typeof socialGameInviteSchema>;

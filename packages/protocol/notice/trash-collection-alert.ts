import type { XStatic } from 'typebox/schema';

/** The payload of AMAZON.TrashCollectionAlert.Activated. Source: notice sheet 1, TrashCollectionAlert.Activated. */
export const trashCollectionAlertSchema = {
  type: 'object',
  required: ['alert'],
  additionalProperties: false,
  properties: {
    alert: {
      type: 'object',
      required: ['garbageTypes', 'collectionDayOfWeek'],
      additionalProperties: false,
      properties: {
        garbageTypes: {
          type: 'array',
          minItems: 1,
          items: {
            enum: [
              'BOTTLES',
              'BULKY',
              'BURNABLE',
              'CANS',
              'CLOTHING',
              'COMPOSTABLE',
              'CRUSHABLE',
              'GARDEN_WASTE',
              'GLASS',
              'HAZARDOUS',
              'HOME_APPLIANCES',
              'KITCHEN_WASTE',
              'LANDFILL',
              'PET_BOTTLES',
              'RECYCLABLE_PLASTICS',
              'WASTE_PAPER',
            ],
          },
        },

        collectionDayOfWeek: {
          enum: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
        },
      },
    },
  },
} as const;

/** The payload of AMAZON.TrashCollectionAlert.Activated. */
export type TrashCollectionAlert = XStatic<typeof trashCollectionAlertSchema>;

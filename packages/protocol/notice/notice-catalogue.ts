import type { FormSchema } from '../form/form-schema.ts';
import { type MediaContent, mediaContentSchema } from './media-content.ts';
import { type MessageAlert, messageAlertSchema } from './message-alert.ts';
import type { NoticeName } from './notice-name.ts';
import { type Occasion, occasionSchema } from './occasion.ts';
import { type OrderStatus, orderStatusSchema } from './order-status.ts';
import { type SocialGameInvite, socialGameInviteSchema } from './social-game-invite.ts';
import { type SportsEvent, sportsEventSchema } from './sports-event.ts';
import { type TrashCollectionAlert, trashCollectionAlertSchema } from './trash-collection-alert.ts';
import { type WeatherAlert, weatherAlertSchema } from './weather-alert.ts';

/** The payload of each notice, by its name. */
export interface NoticePayloads {
  readonly 'AMAZON.MediaContent.Available': MediaContent;
  readonly 'AMAZON.MessageAlert.Activated': MessageAlert;
  readonly 'AMAZON.Occasion.Updated': Occasion;
  readonly 'AMAZON.OrderStatus.Updated': OrderStatus;
  readonly 'AMAZON.SocialGameInvite.Available': SocialGameInvite;
  readonly 'AMAZON.SportsEvent.Updated': SportsEvent;
  readonly 'AMAZON.TrashCollectionAlert.Activated': TrashCollectionAlert;
  readonly 'AMAZON.WeatherAlert.Activated': WeatherAlert;
}

/**
 * One template of the catalogue. `localizable` are the texts that senders may give in several languages: the path from
 * the payload to the text, and the name that the documents' own examples use for the attribute.
 */
export interface NoticeTemplate {
  readonly name: NoticeName;
  readonly payload: FormSchema;
  readonly localizable: readonly { readonly path: readonly string[]; readonly attribute: string }[];
}

/** The catalogue of notices, by name: payloads and texts in several languages. Source: notice sheet 1, table and notes. */
export const noticeCatalogue: Readonly<Record<NoticeName, NoticeTemplate>> = {
  'AMAZON.MediaContent.Available': {
    name: 'AMAZON.MediaContent.Available',
    payload: mediaContentSchema,
    localizable: [
      { path: ['availability', 'provider', 'name'], attribute: 'providerName' },
      { path: ['content', 'name'], attribute: 'contentName' },
    ],
  },
  'AMAZON.MessageAlert.Activated': {
    name: 'AMAZON.MessageAlert.Activated',
    payload: messageAlertSchema,
    localizable: [],
  },
  'AMAZON.Occasion.Updated': {
    name: 'AMAZON.Occasion.Updated',
    payload: occasionSchema,
    localizable: [
      { path: ['occasion', 'subject'], attribute: 'subject' },
      { path: ['occasion', 'provider', 'name'], attribute: 'providerName' },
      { path: ['occasion', 'broker', 'name'], attribute: 'brokerName' },
    ],
  },
  'AMAZON.OrderStatus.Updated': {
    name: 'AMAZON.OrderStatus.Updated',
    payload: orderStatusSchema,
    localizable: [{ path: ['order', 'seller', 'name'], attribute: 'sellerName' }],
  },
  'AMAZON.SocialGameInvite.Available': {
    name: 'AMAZON.SocialGameInvite.Available',
    payload: socialGameInviteSchema,
    localizable: [{ path: ['game', 'name'], attribute: 'gameName' }],
  },
  'AMAZON.SportsEvent.Updated': {
    name: 'AMAZON.SportsEvent.Updated',
    payload: sportsEventSchema,
    localizable: [{ path: ['sportsEvent', 'eventLeague', 'name'], attribute: 'eventLeagueName' }],
  },
  'AMAZON.TrashCollectionAlert.Activated': {
    name: 'AMAZON.TrashCollectionAlert.Activated',
    payload: trashCollectionAlertSchema,
    localizable: [],
  },
  'AMAZON.WeatherAlert.Activated': {
    name: 'AMAZON.WeatherAlert.Activated',
    payload: weatherAlertSchema,
    localizable: [{ path: ['weatherAlert', 'source'], attribute: 'source' }],
  },
};

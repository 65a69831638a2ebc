/** The name of a notice: one of the eight templates of Alexa's catalogue. Source: notice sheet 1. */
export type NoticeName =
  | 'AMAZON.MediaContent.Available'
  | 'AMAZON.MessageAlert.Activated'
  | 'AMAZON.Occasion.Updated'
  | 'AMAZON.OrderStatus.Updated'
  | 'AMAZON.SocialGameInvite.Available'
  | 'AMAZON.SportsEvent.Updated'
  | 'AMAZON.TrashCollectionAlert.Activated'
  | 'AMAZON.WeatherAlert.Activated';

/** The eight names, in the order of the alphabet. A ninth was found nowhere. Source: notice sheet 1. */
export const noticeNames: readonly NoticeName[] = [
  'AMAZON.MediaContent.Available',
  'AMAZON.MessageAlert.Activated',
  'AMAZON.Occasion.Updated',
  'AMAZON.OrderStatus.Updated',
  'AMAZON.SocialGameInvite.Available',
  'AMAZON.SportsEvent.Updated',
  'AMAZON.TrashCollectionAlert.Activated',
  'AMAZON.WeatherAlert.Activated',
];

/** Whether a value is the name of a notice. Names are compared letter by letter. */
export function isNoticeName(value: unknown): value is NoticeName {
  return noticeNames.some(name => name === value);
}

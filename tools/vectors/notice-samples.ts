/** A payload of a notice with every member it can have, and the texts that it refers to. */
export interface NoticeSample {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Each notice with every member. Source: notice sheet 1. */
export const noticeSamples: Readonly<Record<string, NoticeSample>> = {
  'AMAZON.WeatherAlert.Activated': {
    payload: { weatherAlert: { alertType: 'TORNADO', source: 'localizedattribute:source' } },
    texts: { source: 'Example Weather' },
  },
  'AMAZON.SportsEvent.Updated': {
    payload: {
      update: { scoreEarned: 1, teamName: 'Emerald Lions' },
      sportsEvent: {
        eventLeague: { name: 'localizedattribute:eventLeagueName' },
        homeTeamStatistic: { team: { name: 'Emerald Lions' }, score: 2 },
        awayTeamStatistic: { team: { name: 'Coral Bears' }, score: 1 },
      },
    },
    texts: { eventLeagueName: 'Example League' },
  },
  'AMAZON.MessageAlert.Activated': {
    payload: {
      state: { status: 'UNREAD', freshness: 'NEW' },
      messageGroup: { creator: { name: 'Ada' }, count: 5, urgency: 'URGENT' },
    },
    texts: {},
  },
  'AMAZON.OrderStatus.Updated': {
    payload: {
      state: {
        status: 'ORDER_SHIPPED',
        deliveryDetails: { expectedArrival: '2026-01-05T10:00:00Z' },
        enterTimestamp: '2026-01-02T01:00:00Z',
        deliveredOn: '2026-01-05T11:00:00Z',
      },
      order: { seller: { name: 'localizedattribute:sellerName' } },
    },
    texts: { sellerName: 'Example Shop' },
  },
  'AMAZON.Occasion.Updated': {
    payload: {
      state: { confirmationStatus: 'CONFIRMED' },
      occasion: {
        occasionType: 'APPOINTMENT',
        subject: 'localizedattribute:subject',
        provider: { name: 'localizedattribute:providerName' },
        bookingTime: '2026-01-20T19:00:00Z',
        broker: { name: 'localizedattribute:brokerName' },
      },
    },
    texts: { subject: 'a haircut', providerName: 'Example Salon', brokerName: 'Example Broker' },
  },
  'AMAZON.TrashCollectionAlert.Activated': {
    payload: { alert: { garbageTypes: ['BOTTLES', 'WASTE_PAPER'], collectionDayOfWeek: 'MONDAY' } },
    texts: {},
  },
  'AMAZON.MediaContent.Available': {
    payload: {
      availability: {
        startTime: '2026-01-03T21:00:00Z',
        method: 'AIR',
        provider: { name: 'localizedattribute:providerName' },
      },
      content: { name: 'localizedattribute:contentName', contentType: 'EPISODE' },
    },
    texts: { providerName: 'Example Channel', contentName: 'Example Show' },
  },
  'AMAZON.SocialGameInvite.Available': {
    payload: {
      invite: { inviter: { name: 'Max' }, relationshipToInvitee: 'CONTACT', inviteType: 'CHALLENGE' },
      game: { offer: 'GAME', name: 'localizedattribute:gameName' },
    },
    texts: { gameName: 'Chess' },
  },
};

/** When the notices of the vectors are judged, in milliseconds: 2026-01-02T03:04:05Z. */
export const noticeNow = 1_767_323_045_000;

/** A whole notice around a sample. */
export function noticeOf(name: string): unknown {
  const { payload, texts } = noticeSamples[name] ?? { payload: {}, texts: {} };
  return {
    timestamp: '2026-01-02T03:04:05.00Z',
    referenceId: 'order~1',
    expiryTime: '2026-01-02T04:04:05.00Z',
    event: { name, payload },
    localizedAttributes: [{ locale: 'en-US', ...texts }],
    relevantAudience: { type: 'Unicast', payload: { user: 'amzn1.ask.account.1' } },
  };
}

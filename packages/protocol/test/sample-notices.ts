import type { NoticeName } from '../index.ts';

interface Sample {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
}

const samples: Readonly<Record<NoticeName, Sample>> = {
  'AMAZON.WeatherAlert.Activated': {
    payload: { weatherAlert: { alertType: 'HURRICANE', source: 'localizedattribute:source' } },
    texts: { source: 'Example Weather' },
  },
  'AMAZON.SportsEvent.Updated': {
    payload: {
      update: { scoreEarned: 1, teamName: 'Lions' },
      sportsEvent: {
        eventLeague: { name: 'localizedattribute:eventLeagueName' },
        homeTeamStatistic: { team: { name: 'Lions' }, score: 2 },
        awayTeamStatistic: { team: { name: 'Bears' }, score: 1 },
      },
    },
    texts: { eventLeagueName: 'Example League' },
  },
  'AMAZON.MessageAlert.Activated': {
    payload: { state: { status: 'UNREAD', freshness: 'NEW' }, messageGroup: { creator: { name: 'Ada' }, count: 3 } },
    texts: {},
  },
  'AMAZON.OrderStatus.Updated': {
    payload: {
      state: { status: 'ORDER_SHIPPED', deliveryDetails: { expectedArrival: '2026-01-05T10:00:00Z' } },
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
      },
    },
    texts: { subject: 'a haircut', providerName: 'Example Salon' },
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
      invite: { inviter: { name: 'Max' }, relationshipToInvitee: 'FRIEND', inviteType: 'CHALLENGE' },
      game: { offer: 'MATCH', name: 'localizedattribute:gameName' },
    },
    texts: { gameName: 'Chess' },
  },
};

/** A notice that breaks no rule on 2 January 2026 at 03:04:05 UTC. */
export function sampleNotice(name: NoticeName): unknown {
  const { payload, texts } = samples[name];
  return {
    timestamp: '2026-01-02T03:04:05Z',
    referenceId: 'order~1',
    expiryTime: '2026-01-02T04:04:05Z',
    event: { name, payload },
    localizedAttributes: [{ locale: 'en-US', ...texts }],
    relevantAudience: { type: 'Unicast', payload: { user: 'amzn1.ask.account.1' } },
  };
}

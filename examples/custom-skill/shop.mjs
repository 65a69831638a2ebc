const ORDER = 'AMAZON.OrderStatus.Updated';
const SELLER = { 'en-US': { sellerName: 'Any Shop' }, 'de-DE': { sellerName: 'Ein Laden' } };

/** A shop whose customers hear how their orders stand. Answers `unsubscribed` for who does not want to. */
export function createShop({ subscribers, notices }) {
  return {
    /** Tells the owner of an order its state, such as `ORDER_SHIPPED`. */
    async tell(userId, order, status) {
      const subscriber = subscribers.find(userId, ORDER);
      if (subscriber === undefined) return 'unsubscribed';
      const payload = { state: { status }, order: { seller: { name: 'localizedattribute:sellerName' } } };
      return notices.send(subscriber, { referenceId: `order${order}`, event: { name: ORDER, payload }, texts: SELLER });
    },
  };
}

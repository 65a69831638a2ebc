/**
 * The request body of Update event as Amazon prints it, to the character. Source: proactive events API, Update event,
 * Request body example.
 */
export const PRINTED_UPDATE: string = `{
    "timestamp": "2023-06-22T22:10:01.00Z",
    "referenceId": "unique.reference.id.1",
    "expiryTime": "2023-06-23T22:10:01.00Z",
    "event": {
        "name": "AMAZON.OrderStatus.Updated",
        "payload": {
            "state": {
                "status": "ORDER_DELIVERED",
                "deliveryDetails": { }
            },
            "order": {
                "seller": {
                    "name": "localizedattribute:sellerName"
                }
            }
        }
    },
    "localizedAttributes": [{
        "locale": "en-US",
        "sellerName": "AnyCompany"
    }],
    "relevantAudience": {
        "type": "Unicast",
        "payload": {
            "user": "amzn1.ask.account.1"
        }
    }
}`;

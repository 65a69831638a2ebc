/** How an endpoint is connected. Source: fact sheet 4, connections. */
export type ConnectionType = 'TCP_IP' | 'ZIGBEE' | 'ZWAVE' | 'UNKNOWN';

/** Every way in which an endpoint may be connected. */
export const connectionTypes: readonly ConnectionType[] = ['TCP_IP', 'ZIGBEE', 'ZWAVE', 'UNKNOWN'];

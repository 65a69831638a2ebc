/** A device that does not answer the cloud. */
export class OfflineError extends Error {
  /** @param endpointId which one */
  constructor(endpointId) {
    super(`${endpointId} is not connected`);
  }
}

/**
 * The way to the devices, where a cloud in earnest has MQTT or the like. `move` is what a device does when it is told to:
 * its promise is fulfilled when the device says that it has.
 */
export function createWire({ move }) {
  const offline = new Set();
  const nameOf = (account, endpointId) => `${account.id}/${endpointId}`;
  return {
    /** Tells a device what to do and waits until it says that it is done. Throws `OfflineError`. */
    async send(account, endpointId, command) {
      if (offline.has(nameOf(account, endpointId))) throw new OfflineError(endpointId);
      await move(endpointId, command);
    },
    /** Cuts a device off, or connects it again. */
    connect(account, endpointId, isConnected) {
      const name = nameOf(account, endpointId);
      if (isConnected) offline.delete(name);
      else offline.add(name);
    },
  };
}

import { isJsonObject } from '@gatehouse/protocol';
import { type Called, createHttpCaller } from './http-caller.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** A relay in a process of its own. */
export interface RelayProcess extends ServerProcess<{ readonly url: string }> {
  /** Waits until at most so many accepted events are not settled, and every other one is delivered. */
  settle(pending: number): Promise<void>;
}

const POLL_MS = 2;

/** Starts a relay on a directory, delivering to the gateway at `url`. */
export async function startRelayProcess(directory: string, url: string): Promise<RelayProcess> {
  const program = new URL('../servers/relay-main.ts', import.meta.url);
  const server = await startServerProcess<{ url: string }>(program, [directory, url]);
  const caller = createHttpCaller();
  const call = async (method: string, path: string): Promise<Called> => {
    const called = await caller.call(method, `${server.ready.url}${path}`);
    if (called.status < 300) return called;
    throw new RangeError(`The bench asked ${method} ${path} and was answered ${called.status}: ${called.bytes}`);
  };
  return {
    ...server,
    settle: async pending => {
      for (;;) {
        const ledger: unknown = JSON.parse((await call('GET', '/v1/ledger')).bytes.toString());
        if (!isJsonObject(ledger)) throw new RangeError('The ledger of the relay is no object');
        const lost = [ledger.dead, ledger.expired, ledger.coalesced, ledger.parked].find(count => count !== 0);
        if (lost !== undefined) throw new RangeError(`Events were not delivered: ${JSON.stringify(ledger)}`);
        if (Number(ledger.pending) <= pending) return;
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
    },
    stop: async () => {
      caller.close();
      await server.stop();
    },
  };
}

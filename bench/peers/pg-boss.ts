import { PgBoss } from 'pg-boss';
import type { OpenPeerQueue, PeerQueue, QueuedJob } from '../platform/peer-queue.ts';

const QUEUE = 'events';
const CONNECTIONS = 20;

/**
 * pg-boss with its policy `key_strict_fifo`, the customer as key: a job waits behind one of the same key that is
 * active, to be tried again or failed. The rest is the quickest that was tried, of batches from 32 to 250, one to four workers,
 * 10 to 60 connections: one worker that takes up to 250 customers' next jobs at a time, posts them all at once and
 * settles each by itself. It polls, since a notice for each new job made it slower. Jobs are added one by one: those
 * that are inserted together have the same time, and their order is lost.
 */
export const openQueue: OpenPeerQueue = async ({ databaseUrl, deliver }): Promise<PeerQueue> => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: CONNECTIONS });
  // What fails is tried again; without a listener the process would end.
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(QUEUE, { policy: 'key_strict_fifo', retryLimit: 1_000_000 });
  const options = {
    batchSize: 250,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 0.5,
    perJobResults: true,
  } as const;
  const settle = async (id: string, job: QueuedJob): Promise<{ id: string; status: 'completed' | 'failed' }> => {
    const taken = await deliver(job).then(
      () => true,
      () => false,
    );
    return { id, status: taken ? 'completed' : 'failed' };
  };
  await boss.work<QueuedJob>(QUEUE, options, jobs => Promise.all(jobs.map(({ id, data }) => settle(id, data))));
  return {
    add: async job => {
      await boss.send(QUEUE, job, { singletonKey: job.customer });
    },
    countPending: async () => {
      const sql = "SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND state <> 'completed'";
      const { rows } = await boss.getDb().executeSql(sql, [QUEUE]);
      return Number(rows[0]?.count);
    },
    stop: () => boss.stop({ graceful: false }),
  };
};

import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import type { OpenPeerQueue, PeerQueue, QueuedJob } from '../platform/peer-queue.ts';

const TASK = 'deliver';

/**
 * graphile-worker with a named queue for each customer: one job of a queue at a time. The rest is the quickest that was tried, of
 * 24 to 128 jobs at once, local queues of 25 to 500, 10 to 60 connections, with and without delays: 64 jobs at
 * once from a local queue of 128, completed together where they end together, and jobs fetched every 20 ms and not at
 * each notice. A failed job is overtaken by the next one of its queue, so the task itself tries again.
 */
export const openQueue: OpenPeerQueue = async ({ databaseUrl, deliver }): Promise<PeerQueue> => {
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: databaseUrl, logger, maxPoolSize: 1 });
  const attempt = (job: QueuedJob): Promise<boolean> =>
    deliver(job).then(
      () => true,
      () => false,
    );
  const runner = await run({
    preset: {
      worker: {
        ...{ connectionString: databaseUrl, logger, maxPoolSize: 20, concurrentJobs: 64, completeJobBatchDelay: 0 },
        localQueue: { size: 128, refetchDelay: { durationMs: 20, threshold: 30, maxAbortThreshold: 1_000 } },
      },
    },
    noHandleSignals: true,
    taskList: {
      [TASK]: async payload => {
        while (!(await attempt(payload as QueuedJob)));
      },
    },
  });
  return {
    add: async job => {
      await runner.addJob(TASK, job, { queueName: job.customer });
    },
    countPending: async () => {
      const sql = 'SELECT count(*)::int AS count FROM graphile_worker.jobs';
      const { rows } = await utils.withPgClient(client => client.query<{ count: number }>(sql));
      return Number(rows[0]?.count);
    },
    stop: async () => {
      await runner.stop();
      await utils.release();
    },
  };
};

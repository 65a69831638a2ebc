import type { Meter } from '../runner/meter.ts';

/** The clock of this machine and the CPU time of this process, all threads together. */
export const machineMeter: Meter = {
  wallNs: () => performance.now() * 1e6,
  cpuNs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1e3;
  },
};

import { acceptedReport } from './accepted-reports.ts';

/** The n-th ChangeReport as a device cloud hands it to a relay: without the scope, which the relay adds. */
export function relayedReport(number: number): object {
  const { event, ...rest } = JSON.parse(JSON.stringify(acceptedReport(number, ''))) as {
    event: { endpoint: { scope?: unknown; endpointId: string } };
  };
  const { scope: _scope, ...endpoint } = event.endpoint;
  return { ...rest, event: { ...event, endpoint } };
}

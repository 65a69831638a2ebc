import assert from 'node:assert/strict';
import { it } from 'node:test';
import { validateEvent } from '@gatehouse/protocol';
import { acceptedReport, announcementOf } from './accepted-reports.ts';

const TOKEN = 'gatehouse-secret-bench';

it('acceptedReport() is sound, the same each time, and never the same message twice', () => {
  const reports = Array.from({ length: 500 }, (_, number) => acceptedReport(number, TOKEN));
  for (const report of reports) assert.deepEqual(validateEvent(report), []);
  assert.deepEqual(acceptedReport(7, TOKEN), reports[7]);
  assert.equal(new Set(reports.map(report => /"messageId":"[^"]+"/.exec(JSON.stringify(report))?.[0])).size, 500);
});

it('announcementOf() declares what the reports have', () => {
  const announcement = announcementOf(TOKEN);
  assert.deepEqual(validateEvent(announcement), []);
  const { endpoints } = (announcement as { event: { payload: { endpoints: { endpointId: string }[] } } }).event.payload;
  const registered = (endpointId: string): object | undefined =>
    endpoints.find(endpoint => endpoint.endpointId === endpointId);
  for (let number = 0; number < 200; number++) {
    assert.deepEqual(validateEvent(acceptedReport(number, TOKEN), { registered }), []);
  }
});

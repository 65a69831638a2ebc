import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { encodeNoticeHolder } from '../notice/notice-holder.ts';
import { type NoticeRoutesOptions, noticeRoutes } from './notice-routes.ts';

/** Routes over a store that knows of no subscriber because it fails, and tells whose events and lanes it was asked for. */
function openRoutes() {
  const asked: string[] = [];
  const note = ({ customer }: { readonly customer: string }) => {
    asked.push(customer);
    return Promise.resolve({ events: 1 });
  };
  const store = {
    readSubscriber: () => Promise.reject(new GatehouseError('store-failed', 'The disk is gone')),
    listEvents: (filter: { readonly customer: string }) => note(filter).then(() => []),
    ...{ resumeLane: note, dropLane: note },
  };
  const tools = { store, clock: { now: () => 1 }, wake: () => {} } as unknown as NoticeRoutesOptions;
  const routes = noticeRoutes(tools);
  const call = async (method: string, path: string, query: object) => {
    const route = routes.find(one => one.method === method && one.path === path);
    return route?.handle({ params: {}, query: { ...query }, headers: {}, body: undefined });
  };
  return { asked, call };
}

const PATHS = [
  ['GET', '/v1/notices'],
  ['POST', '/v1/notices/resume'],
  ['POST', '/v1/notices/drop'],
] as const;

for (const [method, path] of PATHS) {
  test(`${method} ${path} asks nobody for the region of a user when the query names it`, async () => {
    const { asked, call } = openRoutes();
    assert.equal((await call(method, path, { region: 'EU', user: 'u' }))?.status, 200);
    assert.deepEqual(asked, [encodeNoticeHolder({ region: 'EU', user: 'u' })]);
  });

  test(`${method} ${path} rejects with store-failed when only the store knows the region`, async () => {
    const { asked, call } = openRoutes();
    await assert.rejects(call(method, path, { user: 'u' }), { code: 'store-failed' });
    assert.deepEqual(asked, []);
  });

  test(`${method} ${path} says invalid-request when there is neither a region nor a user`, async () => {
    await assert.rejects(openRoutes().call(method, path, {}), { code: 'invalid-request' });
  });
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PRINTED_UPDATE } from '@gatehouse/testing';
import { DEVELOPMENT, LIVE, orderNotice, startNoticeGateway, weatherNotice } from './notice-fixture.ts';

describe('POST /v1/proactiveEvents accepts', () => {
  const paths = [LIVE, `${LIVE}/`, DEVELOPMENT, `${DEVELOPMENT}/`];

  for (const path of paths) {
    it(`a notice at ${path}: 202 without a body, with a request id`, async () => {
      const gateway = await startNoticeGateway();
      try {
        const answer = await gateway.post(orderNotice(), { path });
        assert.deepEqual([answer.status, answer.body], [202, undefined]);
        assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
        const { kind, messageId, skillId, userId, verdict, effects, path: journalled } = await gateway.lastEntry();
        assert.deepEqual(
          [kind, messageId, skillId, userId, verdict, journalled],
          ['AMAZON.OrderStatus.Updated', 'order1', 'skill-1', 'user-1', 'accepted', path],
        );
        const stage = path.startsWith(DEVELOPMENT) ? 'development' : 'live';
        assert.deepEqual(effects, [
          { type: 'notice', referenceId: 'order1', stage, audience: 'Unicast', state: 'pending' },
        ]);
      } finally {
        await gateway.stop();
      }
    });
  }

  it('a body that comes in chunks', async () => {
    const gateway = await startNoticeGateway();
    try {
      const text = JSON.stringify(orderNotice());
      const parts = [text.slice(0, 10), text.slice(10, 40), text.slice(40)];
      const body = new ReadableStream({
        start: controller => {
          for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
          controller.close();
        },
      });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}` };
      const init = { method: 'POST', headers, body, duplex: 'half' };
      assert.equal((await fetch(gateway.urls.na + LIVE, init as RequestInit)).status, 202);
    } finally {
      await gateway.stop();
    }
  });

  for (const [name, timestamp] of [
    ['an offset', '2026-01-01T05:00:00+05:00'],
    ['microseconds', '2026-01-01T00:00:00.123456+00:00'],
    ['no zone', '2026-01-01T00:00:00.123456'],
    ['two digits of a second', '2026-01-01T00:00:00.00Z'],
  ] as const) {
    it(`a timestamp with ${name}`, async () => {
      const gateway = await startNoticeGateway();
      try {
        assert.equal((await gateway.post({ ...orderNotice(), timestamp })).status, 202);
      } finally {
        await gateway.stop();
      }
    });
  }

  it('the update example of the document as printed, and notes the dots of its referenceId', async () => {
    const gateway = await startNoticeGateway(
      { clockStartAt: Date.UTC(2023, 5, 22, 22, 10, 1) },
      { customer: { notifications: {} } },
    );
    try {
      await gateway.control('PUT', '/customers/amzn1.ask.account.1', {
        region: 'NA',
        notifications: { 'skill-1': ['AMAZON.OrderStatus.Updated'] },
      });
      assert.equal((await gateway.post(PRINTED_UPDATE)).status, 202);
      const { problems = [] } = await gateway.lastEntry();
      assert.deepEqual(
        problems.map(({ rule, severity }) => [rule, severity]),
        [['notice-reference-tolerated', 'note']],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('a notice to a customer of another region in silence, and says so in the journal', async () => {
    const gateway = await startNoticeGateway();
    try {
      assert.equal((await gateway.post(orderNotice(), { url: gateway.urls.eu })).status, 202);
      const { reason, effects } = await gateway.lastEntry();
      assert.equal(reason?.rule, 'notice/wrong-region');
      assert.deepEqual(Reflect.get(effects[0] ?? {}, 'state'), 'withheld');
    } finally {
      await gateway.stop();
    }
  });

  it('an older version, which replaces nothing, and says so in the journal', async () => {
    const gateway = await startNoticeGateway();
    try {
      for (const at of [2_000, 1_000]) assert.equal((await gateway.post(orderNotice({ at }))).status, 202);
      assert.equal((await gateway.lastEntry()).reason?.rule, 'notice/stale');
    } finally {
      await gateway.stop();
    }
  });

  it('the live notice of a skill that is not live with a warning unless that is refused', async () => {
    const gateway = await startNoticeGateway({}, { skill: { stage: 'development' } });
    try {
      assert.equal((await gateway.post(orderNotice())).status, 202);
      const { problems = [] } = await gateway.lastEntry();
      assert.deepEqual(
        problems.map(({ rule, severity }) => [rule, severity]),
        [['notice/stage-not-live', 'warning']],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('a request with a fault that spoils its answer, and takes the notice all the same', async () => {
    const gateway = await startNoticeGateway();
    try {
      const headers = { 'x-gatehouse-fault': JSON.stringify({ status: 503, handle: true }) };
      assert.equal((await gateway.post(orderNotice(), { headers })).status, 503);
      assert.equal((await gateway.post(orderNotice())).status, 409);
      assert.equal((await gateway.post(orderNotice({ at: 1 }))).status, 202);
    } finally {
      await gateway.stop();
    }
  });

  it('a notice unless a fault of the list is for its event, customer and skill', async () => {
    const gateway = await startNoticeGateway();
    try {
      const match = { kind: 'AMAZON.OrderStatus.Updated', userId: 'user-1', skillId: 'skill-1', path: LIVE };
      await gateway.control('PUT', '/faults', [{ match, do: { status: 432 }, when: { nth: 2 } }]);
      const statuses: number[] = [];
      for (const at of [1, 2, 3]) statuses.push((await gateway.post(orderNotice({ at }))).status);
      assert.deepEqual(statuses, [202, 432, 202]);
      assert.equal((await gateway.post(weatherNotice())).status, 202);
      const [{ matched, hit } = {}] = (await gateway.control('GET', '/faults')).body as Record<string, number>[];
      assert.deepEqual([matched, hit], [3, 1]);
    } finally {
      await gateway.stop();
    }
  });

  it('and finds it in the journal by its referenceId, customer and event', async () => {
    const gateway = await startNoticeGateway();
    try {
      await gateway.post(orderNotice());
      await gateway.post(weatherNotice());
      for (const query of ['messageId=order1', 'userId=user-1', 'kind=AMAZON.OrderStatus.Updated']) {
        const { body } = await gateway.control('GET', `/journal?${query}`);
        const { items } = body as { items: { messageId: string }[] };
        assert.deepEqual(
          items.map(({ messageId }) => messageId),
          ['order1'],
          query,
        );
      }
    } finally {
      await gateway.stop();
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { postEvent } from './amazon-calls.ts';
import { powerReport } from './gateway-fixture.ts';

interface Items {
  readonly items: JournalEntry[];
  readonly next?: string;
}

/** Reads server-sent events off a stream until so many have come. */
async function readEvents(answer: Response, count: number): Promise<{ id: string; data: JournalEntry }[]> {
  const events: { id: string; data: JournalEntry }[] = [];
  let rest = '';
  for await (const chunk of (answer.body ?? assert.fail()).pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${chunk}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [id, data] = ['id: ', 'data: '].map(name => block.split('\n').find(line => line.startsWith(name)));
      if (id && data) events.push({ id: id.slice(4), data: JSON.parse(data.slice(6)) as JournalEntry });
    }
    if (events.length >= count) break;
  }
  return events;
}

describe('the journal over HTTP', () => {
  let gateway: TestGateway;
  let token: string;

  const post = (messageId: string): Promise<unknown> =>
    postEvent(gateway.urls, powerReport(token, messageId), { token });
  const list = async (query: string): Promise<Items> =>
    (await gateway.control({ method: 'GET', path: `/journal${query}` })).body as Items;
  const wait = (body: object): Promise<{ status: number; body: unknown }> =>
    gateway.control({ method: 'POST', path: '/journal/await', body });

  before(async () => {
    gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    token = (await gateway.tokens()).access_token;
    for (const name of ['a', 'b', 'c']) await post(name);
    await postEvent(gateway.urls, '{', { token });
  });

  after(() => gateway.stop());

  it('lists oldest first, in pages', async () => {
    const whole = await list('');
    assert.deepEqual(
      whole.items.map(({ messageId }) => messageId),
      ['a', 'b', 'c', undefined],
    );
    assert.equal(whole.next, undefined);
    const first = await list('?limit=3');
    const second = await list(`?limit=3&after=${first.next}`);
    assert.deepEqual([...first.items, ...second.items], whole.items);
    assert.equal(second.next, undefined);
  });

  it('filters by each documented member', async () => {
    const counts: readonly [string, number][] = [
      ['messageId=b', 1],
      ['userId=user-1', 4],
      ['userId=nobody', 0],
      ['skillId=skill-1&status=202', 3],
      ['endpointId=lamp-1', 3],
      ['kind=ChangeReport', 3],
      ['region=NA', 4],
      ['region=EU', 0],
      ['status=400', 1],
    ];
    for (const [query, count] of counts) assert.equal((await list(`?${query}`)).items.length, count, query);
  });

  it('awaits entries: those already there count', async () => {
    const { status, body } = await wait({ match: { kind: 'ChangeReport' }, count: 2 });
    assert.deepEqual([status, (body as Items).items.map(({ messageId }) => messageId)], [200, ['a', 'b']]);
  });

  it('awaits entries that are still to come', async () => {
    const awaited = wait({ match: { messageId: 'later' } });
    await post('later');
    assert.equal((await awaited).status, 200);
  });

  it("gives up with 408 and what there is, on the machine's clock", async () => {
    const { status, body } = await wait({ match: { messageId: 'a' }, count: 2, timeoutMs: 1 });
    assert.deepEqual([status, (body as Items).items.length], [408, 1]);
  });

  it('streams entries as they come, filtered', async () => {
    const stop = new AbortController();
    const url = `${gateway.urls.control}/journal/stream?kind=ChangeReport`;
    const answer = await fetch(url, { signal: stop.signal });
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    const read = readEvents(answer, 2);
    await postEvent(gateway.urls, '{', { token });
    await post('streamed-1');
    await post('streamed-2');
    const events = await read;
    stop.abort();
    assert.deepEqual(
      events.map(({ data }) => data.messageId),
      ['streamed-1', 'streamed-2'],
    );
    assert.deepEqual(
      events.map(({ id }) => id),
      events.map(({ data }) => data.id),
    );
  });

  it('goes on after the entry that Last-Event-ID names', async () => {
    const [first, second] = (await list('?kind=ChangeReport')).items;
    const stop = new AbortController();
    const headers = { 'last-event-id': first?.id ?? '' };
    const answer = await fetch(`${gateway.urls.control}/journal/stream`, { headers, signal: stop.signal });
    const [event] = await readEvents(answer, 1);
    stop.abort();
    assert.equal(event?.id, second?.id);
  });
});

describe('the journal of tokens that have ended', () => {
  it('names their skill and customer, so that the filters find what was refused', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    const { access_token: token } = await gateway.tokens();
    const lookUp = (): Promise<Response> =>
      fetch(`${gateway.urls.na}/v1/alexaApiEndpoint`, { headers: { authorization: `Bearer ${token}` } });
    await gateway.advance(60 * 60 * 1000);
    await postEvent(gateway.urls, powerReport(token, 'expired'), { token });
    await lookUp();
    await gateway.unlink();
    await postEvent(gateway.urls, powerReport(token, 'revoked'), { token });
    const refused = await gateway.journal({ skillId: 'skill-1', userId: 'user-1', status: 401 });
    assert.deepEqual(
      refused.map(({ messageId, path, reason }) => [messageId ?? path, reason?.code]),
      [
        ['expired', 'token-expired'],
        ['/v1/alexaApiEndpoint', 'token-expired'],
        ['revoked', 'token-revoked'],
      ],
    );
  });
});

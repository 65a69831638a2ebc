import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSkillEvent, isJsonObject, type JsonObject, memberOf, textAt } from '@gatehouse/protocol';
import { VIRTUAL_START } from '@gatehouse/testing';
import { type NoticeBench, ORDER, orderNotice, refusing, startNotices, USER } from './notice-bench.ts';

// Each pain that senders of notices tell of in public has a test named after it.

const CHANGED = 'AlexaSkillEvent.ProactiveSubscriptionChanged';
const ELSEWHERE = 'amzn1.ask.account.elsewhere';

/** The same notice for somebody, with no region named. */
function noticeFor(user: string): JsonObject {
  const { region: _region, ...notice } = orderNotice({ audience: { user } });
  return notice;
}

async function hand(notices: NoticeBench, body: JsonObject, path: string = '/v1/notices'): Promise<JsonObject> {
  const answer = await notices.bench.call('POST', path, { body });
  assert.ok(isJsonObject(answer.body), path);
  return { ...answer.body, status: answer.status };
}

/** Somebody subscribes on a device of this locale. */
async function subscribe(notices: NoticeBench, locale: string): Promise<void> {
  const { request, ...event } = createSkillEvent({
    ...{ name: CHANGED, skillId: 'amzn1.ask.skill.1', userId: USER, requestId: 'r', timestamp: VIRTUAL_START },
    apiEndpoint: notices.bench.amazon.urls.EU,
  });
  const body = { ...event, request: { ...request, locale, body: { subscriptions: [{ eventName: ORDER }] } } };
  assert.equal((await notices.bench.call('POST', '/v1/skill-events', { body })).status, 200);
}

describe('Proactive Events that vanish because of a locale, a region, or a missing permission', () => {
  it('a locale without an entry is named before anything is sent, and how many hear nothing', async t => {
    const notices = await startNotices(t);
    await subscribe(notices, 'de-DE');
    const { uncovered, warnings } = await hand(notices, orderNotice({ audience: 'all' }), '/v1/notices?preview');
    assert.deepEqual(uncovered, [{ region: 'EU', locale: 'de-DE', subscribers: 1 }]);
    assert.match(JSON.stringify(warnings), /locale-uncovered/);
    const entry = { locale: 'de-DE', sellerName: 'AnyCompany' };
    const covered = orderNotice({ audience: 'all', localizedAttributes: [entry] });
    const preview = await hand(notices, covered, '/v1/notices?preview');
    assert.deepEqual(preview.uncovered, []);
    assert.match(JSON.stringify(preview.sentences), /AnyCompany/);
    assert.equal(notices.heard.length, 0);
  });

  it('a locale without an entry is told with the 202, and by the event once it has vanished', async t => {
    const notices = await startNotices(t);
    await subscribe(notices, 'de-DE');
    const { accepted, warnings } = await hand(notices, orderNotice());
    const lacking = /1 subscriber in EU has the locale de-DE, which localizedAttributes has no entry for/;
    assert.match(JSON.stringify(warnings), lacking);
    await notices.advance(1_000);
    assert.ok(Array.isArray(accepted));
    const { status, decisions } = await notices.read(textAt(accepted[0], ['id']) ?? '');
    assert.equal(status, 'delivered');
    const told = JSON.stringify(decisions);
    assert.match(told, lacking);
    assert.match(told, /accepted, which is no receipt/);
    const entry = { locale: 'de-DE', sellerName: 'AnyCompany' };
    const covered = await hand(notices, orderNotice({ localizedAttributes: [entry], businessKey: 'another' }));
    assert.deepEqual(covered.warnings, []);
  });

  it('a region is found, or asked for, and never guessed', async t => {
    const notices = await startNotices(t);
    await notices.tell(CHANGED, 1, { user: ELSEWHERE, events: [ORDER], apiEndpoint: notices.bench.amazon.urls.FE });
    const unknown = await hand(notices, noticeFor('amzn1.ask.account.unknown'));
    assert.deepEqual([unknown.status, unknown.code, unknown.pointer], [400, 'invalid-request', '/region']);
    const known = await hand(notices, noticeFor(ELSEWHERE));
    assert.equal(known.accepted !== undefined, true, JSON.stringify(known));
    await notices.advance(1_000);
    assert.deepEqual(
      notices.heard.map(({ region }) => region),
      ['FE'],
    );
  });

  it('a missing permission is told when it is known, else with what Alexa said, and by the lists', async t => {
    const notices = await startNotices(t);
    notices.plan(refusing('NO_SUBSCRIPTION'));
    const id = await notices.send();
    await notices.advance(1_000);
    const { status, decisions } = await notices.read(id);
    assert.equal(status, 'dead');
    assert.match(JSON.stringify(decisions), /NO_SUBSCRIPTION.*not turned on notifications/);
    const { items } = (await notices.bench.call('GET', '/v1/events?status=dead')).body as { items: unknown[] };
    assert.deepEqual(
      items.map(item => textAt(item, ['id'])),
      [id],
    );
    await notices.tell(CHANGED, 1, { events: [] });
    const refused = await hand(notices, orderNotice());
    assert.deepEqual([refused.status, refused.code, refused.pointer], [409, 'not-subscribed', '/audience']);
    assert.match(String(memberOf(refused, 'remedy')), /GET \/v1\/subscribers tells who/);
    assert.equal(notices.heard.length, 1, 'what cannot be heard is not sent');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { CustomerRegistry } from '../customer/customer-registry.ts';
import { createSeenMessages } from '../effect/seen-messages.ts';
import { createHomeRegistry } from '../home/home-registry.ts';
import { createJournal } from '../journal/journal.ts';
import { LinkRegistry } from '../link/link-registry.ts';
import { NoticeBook } from '../notice/notice-book.ts';
import { parseSkill } from '../skill/parse-skill.ts';
import { SkillRegistry } from '../skill/skill-registry.ts';
import { EVENT_SCOPE } from '../token/token.ts';
import { TokenRegistry } from '../token/token-registry.ts';
import { type Keep, keepNothing, type StateRecord, type StateRoom } from './state-record.ts';

/** A room under test: `act` does one of several things to it, as the numbers say. */
interface Case {
  readonly name: string;
  open(keep: Keep): { readonly room: StateRoom; act(what: number, which: number): unknown };
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ids = ['a', 'b', 'c'] as const;
const idOf = (which: number): string => ids[which % ids.length] ?? 'a';

function openSkills(keep: Keep): ReturnType<Case['open']> {
  const room = new SkillRegistry(keep);
  const random = createSeededRandom(1);
  const act = (what: number, which: number): unknown => {
    const skillId = idOf(which);
    const context = { skillId, before: undefined, random, checkDirectiveUrl: () => {} };
    const body = {
      clientId: `client-${skillId}-${what}`,
      clientSecret: 'gatehouse-secret-room',
      directiveUrl: 'http://x',
    };
    return what === 0 ? room.remove(skillId) : room.put(parseSkill(body, context));
  };
  return { room, act };
}

function openCustomers(keep: Keep): ReturnType<Case['open']> {
  const room = new CustomerRegistry(keep);
  const customer = { locale: 'de-DE', timeZone: 'Europe/Berlin', notifications: { s: ['A.B'] } };
  const act = (what: number, which: number): unknown =>
    what === 0
      ? room.remove(idOf(which))
      : room.put({ ...customer, userId: idOf(which), region: what === 1 ? 'NA' : 'EU' });
  return { room, act };
}

function openLinks(keep: Keep): ReturnType<Case['open']> {
  const room = new LinkRegistry(keep);
  const act = (what: number, which: number): unknown => {
    const names = { skillId: idOf(which), userId: idOf(what) };
    return what === 0
      ? room.remove(idOf(which), idOf(which))
      : room.put({ ...names, id: `link-${what}`, region: 'FE', since: what });
  };
  return { room, act };
}

function openTokens(keep: Keep): ReturnType<Case['open']> {
  const clock = createVirtualClock();
  const policy = { codeLifetimeMs: 1000, accessTokenLifetimeMs: 5000, rotateRefreshTokens: true };
  const room = new TokenRegistry(policy, { clock, random: createSeededRandom(2), keep });
  const codes: string[] = [];
  const refreshTokens: string[] = [];
  const act = (what: number, which: number): unknown => {
    const link = { id: idOf(which), userId: 'u' };
    const owner = { skillId: 's', stage: 'live', scope: EVENT_SCOPE, link } as const;
    if (what === 0) return codes.push(room.createCode(owner).reveal());
    if (what === 1) return refreshTokens.push(room.createPair(owner).refreshToken?.reveal() ?? '');
    if (what === 2) return room.claimCode(codes[which] ?? '', 's');
    if (what === 3) return room.refresh(refreshTokens[which] ?? '', 's');
    if (which === 1) return room.leaveLink(idOf(0));
    return which === 0 ? room.revokeLink(link.id) : clock.advance(DAY_MS / 2);
  };
  return { room, act };
}

function openHomes(keep: Keep): ReturnType<Case['open']> {
  const room = createHomeRegistry(4, keep);
  const capability = (name: string): object => ({ interface: 'I', properties: { supported: [{ name }] } });
  const act = (what: number, which: number): unknown => {
    const key = { userId: idOf(which), skillId: idOf(which >> 1) };
    const endpoint = { endpointId: idOf(what), capabilities: [capability(idOf(what)), capability(idOf(which))] };
    if (what === 0) return room.removeEndpoints(key, [idOf(which)]);
    if (what === 1) return room.registerEndpoints(key, [endpoint, { endpointId: 'z' }]);
    if (what === 2) return room.registerEndpoints(key, [endpoint]);
    if (what === 3 && which === 0) return room.removeCustomer('a');
    if (what === 3 && which === 1) return room.removeSkill('b');
    const sample = { namespace: 'I', name: idOf(which), value: { n: what }, at: which, uncertaintyInMilliseconds: 0 };
    return room.putValue(key, 'z', what === 4 ? { ...sample, instance: 'i' } : sample);
  };
  return { room, act };
}

function openMessages(keep: Keep): ReturnType<Case['open']> {
  const room = createSeenMessages(3, keep);
  const act = (what: number, which: number): unknown => {
    const key = { skillId: 's', userId: 'u', messageId: `m-${what}-${which}` };
    return room.has(key) ? undefined : room.add(key);
  };
  return { room, act };
}

function openJournal(keep: Keep): ReturnType<Case['open']> {
  const room = createJournal({ clock: createVirtualClock(), log: createRecordingLog(), limit: 3, keep });
  const act = (what: number, which: number): unknown =>
    room.append({
      region: 'NA',
      path: '/',
      status: 200 + what,
      verdict: 'accepted',
      effects: [],
      messageId: idOf(which),
    });
  return { room, act };
}

function openNotices(keep: Keep): ReturnType<Case['open']> {
  const clock = createVirtualClock();
  const room = new NoticeBook({ clock, limit: 4, keep });
  const act = (what: number, which: number): unknown => {
    const customer = { userId: idOf(which), region: 'NA', locale: 'en-US', timeZone: 'UTC' } as const;
    const listener = { customer: { ...customer, notifications: { s: ['E'] } }, isEnabled: () => true };
    if (what === 0) return room.removeCustomer(idOf(which));
    if (what === 1) return room.settle(listener);
    if (what === 2) return which === 0 ? room.join('a') : clock.advance(DAY_MS / 2);
    const now = clock.now();
    return room.take({
      ...{ skillId: 's', stage: 'live', region: 'NA', referenceId: idOf(what), timestamp: which },
      ...{ takenAt: now, dueAt: now + which, expiresAt: now + DAY_MS, perDay: 2 },
      ...(what === 3 && { userId: idOf(which) }),
      ...(which === 3 && { refused: 'limited' }),
      event: { name: 'E', payload: { n: which } },
      attributes: [{ locale: 'en-US', x: 'y' }],
    });
  };
  return { room, act };
}

const cases: readonly Case[] = [
  { name: 'SkillRegistry', open: openSkills },
  { name: 'CustomerRegistry', open: openCustomers },
  { name: 'LinkRegistry', open: openLinks },
  { name: 'TokenRegistry', open: openTokens },
  { name: 'HomeRegistry', open: openHomes },
  { name: 'NoticeBook', open: openNotices },
  { name: 'SeenMessages', open: openMessages },
  { name: 'Journal', open: openJournal },
];

const steps = fc.array(fc.record({ what: fc.nat(4), which: fc.nat(3) }), { maxLength: 40 });
const nameOf = ({ kind, key }: Pick<StateRecord, 'kind' | 'key'>): string => `${kind} ${key}`;
const byName = (a: StateRecord, b: StateRecord): number => (nameOf(a) < nameOf(b) ? -1 : 1);
const asJson = (records: Iterable<StateRecord>): StateRecord[] => JSON.parse(JSON.stringify([...records]));

for (const { name, open } of cases) {
  describe(`${name} as a room`, () => {
    it('records() are what keep() was told, whatever happened, and restore() makes an equal room of either', async () => {
      await fc.assert(
        fc.asyncProperty(steps, async list => {
          const kept = new Map<string, StateRecord>();
          const { room, act } = open((kind, key, value) => {
            if (value === undefined) kept.delete(nameOf({ kind, key }));
            else
              kept.set(nameOf({ kind, key }), {
                kind,
                key,
                value: typeof value === 'string' ? JSON.parse(value) : value,
              });
          });
          for (const { what, which } of list) await act(what, which);
          const records = asJson(room.records());
          assert.deepEqual(asJson(kept.values()).sort(byName), records.toSorted(byName));
          assert.ok(records.every(({ kind }) => room.kinds.includes(kind)));
          for (const source of [records, asJson(kept.values())]) {
            const again = open(keepNothing).room;
            for (const record of source) again.restore(record);
            assert.deepEqual(asJson(again.records()), records);
          }
          room.reset();
          assert.deepEqual(
            [...room.records()].filter(({ key }) => key !== 'last'),
            [],
          );
        }),
        { numRuns: 60 },
      );
    });
  });
}

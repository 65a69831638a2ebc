import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AcceptGrant,
  type AlexaEvent,
  type ChangeReport,
  changeReport,
  type Directive,
  type DiscoveryEndpoint,
  type DiscoveryEndpointParts,
  type DisplayCategory,
  displayCategories,
  type Header,
  type Problem,
  type Region,
  type Rule,
  type RuleId,
  ruleOf,
  type Scope,
  type SimpleEvent,
  type StateProperty,
  type StateReport,
  validateEvent,
} from '../index.ts';
import { sampleEvents } from './sample-events.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

interface DirectiveScope {
  type: 'BearerToken' | 'BearerTokenWithPartition' | 'DirectedUserId';
  token?: string;
  partition?: string;
  userId?: string;
  directedUserId?: string;
}

/** Compiles only when the type argument is `true`. */
function holds<T extends true>(): T | undefined {
  return undefined;
}

describe('the public types', () => {
  it('follow the schemas', () => {
    holds<Same<Scope, { type: 'BearerToken'; token: string }>>();
    holds<Same<Header['correlationToken'], string | undefined>>();
    holds<Same<StateProperty['value'], unknown>>();
    holds<Same<AcceptGrant['directive']['payload']['grant']['type'], 'OAuth2.AuthorizationCode'>>();
    holds<Same<SimpleEvent['event']['payload']['timestamp'], string>>();
    holds<Same<Region, 'NA' | 'EU' | 'FE'>>();
    holds<Same<DiscoveryEndpointParts['displayCategories'][0], DisplayCategory>>();
    holds<Same<string extends DisplayCategory ? 'any text' : 'words', 'words'>>();
    holds<Same<NonNullable<Directive['directive']['endpoint']>['scope'], DirectiveScope | undefined>>();
    holds<Same<ReturnType<typeof validateEvent>, Problem[]>>();
    holds<Same<ReturnType<typeof ruleOf>, Rule>>();
    assert.ok(true);
  });

  it('take each other where they should', () => {
    const properties = (report: ChangeReport): StateProperty[] => report.event.payload.change.properties;
    const endpointOf = (directive: Directive): string | undefined => directive.directive.endpoint?.endpointId;
    const loose = (event: StateReport): AlexaEvent['event']['header'] => event.event.header;
    const names = (endpoint: DiscoveryEndpoint): string[] => endpoint.capabilities.map(row => row.interface);
    const id: RuleId = 'timestamp';
    assert.equal(typeof properties, 'function');
    assert.equal(typeof endpointOf, 'function');
    assert.equal(typeof loose, 'function');
    assert.equal(typeof names, 'function');
    assert.equal(ruleOf(id).id, id);
  });

  it('refuse what they should', () => {
    const parts = { messageId: 'm', endpointId: 'e', changed: [] };
    // @ts-expect-error a cause is one of those that exist
    changeReport({ ...parts, cause: 'BOREDOM' });
    const told: string = 'BOREDOM';
    assert.equal(changeReport({ ...parts, cause: told }).event.header.name, 'ChangeReport');
    assert.equal(changeReport({ ...parts, cause: 'ALEXA_INTERACTION' }).event.header.name, 'ChangeReport');
    // @ts-expect-error a category is one of the list
    const category: DisplayCategory = 'LAMP';
    assert.equal(displayCategories.has(category), false);
    // @ts-expect-error a region is spelt in capitals
    const region: Region = 'na';
    // @ts-expect-error a cause is needed
    const report = changeReport({ messageId: 'm', endpointId: 'e', changed: [] });
    // @ts-expect-error a mode is strict or observed
    const problems = validateEvent(sampleEvents.Response, { mode: 'lenient' });
    assert.ok(region !== undefined && report !== undefined && problems !== undefined);
  });
});

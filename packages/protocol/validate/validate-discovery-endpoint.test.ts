import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { edit } from '../test/edit.ts';
import { assertError, assertValid } from '../test/expect-problems.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleEndpoint } from '../test/sample-events.ts';
import { validateDiscoveryEndpoint } from './validate-discovery-endpoint.ts';

const lamp = sampleEndpoint();
const reported = { proactivelyReported: true, retrievable: true };

function withCapability(capability: Readonly<Record<string, unknown>>): unknown {
  return edit(lamp, '/capabilities/3', { type: 'AlexaInterface', version: '3', ...capability });
}

describe('validateDiscoveryEndpoint()', () => {
  it('accepts an endpoint, with further members and a version that is a number', () => {
    assert.deepEqual(validateDiscoveryEndpoint(lamp), []);
    assertValid(validateDiscoveryEndpoint(edit(lamp, '/relationships', {})));
    assertValid(validateDiscoveryEndpoint(edit(lamp, '/capabilities/1/version', 3)));
    assertValid(validateDiscoveryEndpoint(edit(lamp, '/displayCategories', ['VACUUM_CLEANER'])));
  });

  it('refuses the older spellings of a flag in strict mode only', () => {
    for (const name of ['retrievable', 'proactivelyReported', 'nonControllable']) {
      const pointer = `/capabilities/1/properties/${name}`;
      for (const flag of ['true', 'True', 'FALSE', 0, 1]) {
        const endpoint = edit(lamp, pointer, flag);
        assertError(validateDiscoveryEndpoint(endpoint), 'discovery-flag', pointer);
        const observed = validateDiscoveryEndpoint(endpoint, { mode: 'observed' });
        assert.deepEqual(
          observed.filter(({ rule }) => rule === 'discovery-flag').map(({ severity }) => severity),
          ['warning'],
        );
      }
    }
  });

  it('points at each required member that is missing', () => {
    for (const name of Object.keys(lamp).filter(member => member !== 'cookie')) {
      assertError(validateDiscoveryEndpoint(edit(lamp, `/${name}`, undefined)), 'member-missing', `/${name}`);
    }
  });

  it('keeps to the documented lengths', () => {
    assertValid(validateDiscoveryEndpoint(edit(lamp, '/friendlyName', 'a'.repeat(256))));
    assertError(
      validateDiscoveryEndpoint(edit(lamp, '/friendlyName', 'a'.repeat(257))),
      'member-length',
      '/friendlyName',
    );
    assertError(
      validateDiscoveryEndpoint(edit(lamp, '/description', 'a'.repeat(129))),
      'member-length',
      '/description',
    );
    assertError(validateDiscoveryEndpoint(edit(lamp, '/manufacturerName', '')), 'member-length', '/manufacturerName');
    const model = edit(lamp, '/additionalAttributes', { model: 'a'.repeat(257) });
    assertError(validateDiscoveryEndpoint(model), 'member-length', '/additionalAttributes/model');
    assertError(validateDiscoveryEndpoint(edit(lamp, '/displayCategories', [])), 'member-length', '/displayCategories');
  });

  it('keeps a cookie within 5,000 bytes of text', () => {
    const cookieOf = (letters: string): unknown => edit(lamp, '/cookie', { a: letters });
    assertValid(validateDiscoveryEndpoint(cookieOf('x'.repeat(4900))));
    assertError(validateDiscoveryEndpoint(cookieOf('x'.repeat(5000))), 'discovery-cookie', '/cookie');
    assertError(validateDiscoveryEndpoint(cookieOf('ü'.repeat(2600))), 'discovery-cookie', '/cookie');
    assertError(validateDiscoveryEndpoint(edit(lamp, '/cookie', { a: 1 })), 'member-type', '/cookie/a');
  });

  it('warns of a name that a customer cannot say, and takes letters of any language', () => {
    for (const name of ['Lampe über dem Tisch', 'キッチンの照明', 'हिन्दी', 'Lamp 2']) {
      assert.deepEqual(validateDiscoveryEndpoint(edit(lamp, '/friendlyName', name)), []);
    }
    const [problem, ...others] = validateDiscoveryEndpoint(edit(lamp, '/friendlyName', "Anna's lamp!"));
    assert.deepEqual(others, []);
    assert.deepEqual([problem?.rule, problem?.severity], ['discovery-friendly-name', 'warning']);
    assert.match(problem?.message ?? '', /^friendlyName of endpoint lamp-1 holds "'"; advised/);
  });

  it('refuses a range without a value in it, and steps that lead nowhere', () => {
    const range = (supportedRange: unknown): unknown =>
      withCapability({
        interface: 'Alexa.RangeController',
        instance: 'A',
        capabilityResources: {},
        configuration: { supportedRange },
      });
    const at = '/capabilities/3/configuration/supportedRange';
    const bounds = { minimumValue: 0, maximumValue: 0, precision: 1 };
    assert.deepEqual(validateDiscoveryEndpoint(range(bounds)), []);
    const reversed = validateDiscoveryEndpoint(range({ ...bounds, minimumValue: 1 }));
    assertError(reversed, 'discovery-range', `${at}/minimumValue`);
    const standing = validateDiscoveryEndpoint(range({ ...bounds, precision: 0 }));
    assertError(standing, 'discovery-range', `${at}/precision`);
    const malformed = validateDiscoveryEndpoint(range({ ...bounds, minimumValue: '1' }));
    assert.deepEqual(
      malformed.map(({ rule }) => rule),
      ['discovery-member'],
    );
  });

  it('names the version that brought a property', () => {
    const health = (version: unknown): unknown =>
      withCapability({
        interface: 'Alexa.EndpointHealth',
        version,
        properties: { ...reported, supported: [{ name: 'battery' }] },
      });
    for (const version of ['3.1', '3.3', 3.2]) {
      assert.deepEqual(validateDiscoveryEndpoint(health(version)), []);
    }
    const [problem, ...others] = validateDiscoveryEndpoint(health('3'));
    assert.deepEqual([problem?.rule, others], ['discovery-property-version', []]);
    assert.match(problem?.message ?? '', /is battery, which came with version 3\.1 of Alexa\.EndpointHealth$/);
  });

  it('warns when a mode and a toggle share an instance', () => {
    const of = (name: string): object => ({ type: 'AlexaInterface', interface: name, version: '3', instance: 'A' });
    const alexa = { type: 'AlexaInterface', interface: 'Alexa', version: '3' };
    const both = [alexa, of('Alexa.ModeController'), of('Alexa.ToggleController')];
    const [problem, ...others] = validateDiscoveryEndpoint(edit(lamp, '/capabilities', both));
    assert.deepEqual([problem?.rule, others], ['discovery-instance-reused', []]);
    assert.match(problem?.message ?? '', /is "A", which Alexa\.ModeController of the endpoint has too/);
  });

  it('judges display categories', () => {
    assertError(
      validateDiscoveryEndpoint(edit(lamp, '/displayCategories/0', 'LAMP')),
      'discovery-category',
      '/displayCategories/0',
    );
    const twice = edit(lamp, '/displayCategories', ['LIGHT', 'LIGHT']);
    assertError(validateDiscoveryEndpoint(twice), 'discovery-category', '/displayCategories/1');
  });

  it('judges interface, version and instance of each capability', () => {
    const unknown = withCapability({ interface: 'Alexa.Nothing' });
    assertError(validateDiscoveryEndpoint(unknown), 'discovery-interface', '/capabilities/3/interface');
    const version = withCapability({ interface: 'Alexa.Speaker', version: '3.7' });
    assertError(validateDiscoveryEndpoint(version), 'discovery-version', '/capabilities/3/version');
    for (const [name, newer] of [
      ['Alexa.ThermostatController', '3.2'],
      ['Alexa.EndpointHealth', '3.1'],
      ['Alexa.PlaybackStateReporter', '3'],
      ['Alexa.Launcher', '1.1'],
    ]) {
      assertValid(validateDiscoveryEndpoint(withCapability({ interface: name, version: newer })), name);
    }
    const range = withCapability({ interface: 'Alexa.RangeController' });
    assertError(validateDiscoveryEndpoint(range), 'discovery-instance', '/capabilities/3/instance');
    assertError(validateDiscoveryEndpoint(range), 'discovery-configuration', '/capabilities/3/capabilityResources');
    const again = withCapability({ interface: 'Alexa.PowerController' });
    assertError(validateDiscoveryEndpoint(again), 'discovery-capability-duplicate', '/capabilities/3');
  });

  it('takes an interface several times with different instances', () => {
    const toggle = { type: 'AlexaInterface', interface: 'Alexa.ToggleController', version: '3' };
    const two = edit(lamp, '/capabilities/3', { ...toggle, instance: 'A' });
    assertValid(validateDiscoveryEndpoint(edit(two, '/capabilities/4', { ...toggle, instance: 'B' })));
    const same = edit(two, '/capabilities/4', { ...toggle, instance: 'A' });
    assertError(validateDiscoveryEndpoint(same), 'discovery-capability-duplicate', '/capabilities/4');
  });

  it('judges supported properties and how they are reported', () => {
    const path = '/capabilities/1/properties';
    const misspelt = edit(lamp, `${path}/supported/0/name`, 'power');
    assertError(validateDiscoveryEndpoint(misspelt), 'discovery-property', `${path}/supported/0/name`);
    const [polled] = validateDiscoveryEndpoint(edit(lamp, `${path}/retrievable`, false));
    assert.deepEqual([polled?.rule, polled?.severity], ['discovery-retrievable', 'warning']);
    const health = { interface: 'Alexa.EndpointHealth', properties: { supported: [{ name: 'connectivity' }] } };
    assert.deepEqual(
      validateDiscoveryEndpoint(withCapability(health)).map(problem => [problem.rule, problem.severity]),
      [['discovery-health', 'warning']],
    );
    const good = { ...health, properties: { ...health.properties, ...reported } };
    assert.deepEqual(validateDiscoveryEndpoint(withCapability(good)), []);
    const [alone] = validateDiscoveryEndpoint(edit(lamp, '/capabilities/0', undefined));
    assert.deepEqual([alone?.rule, alone?.severity], ['discovery-alexa', 'warning']);
  });

  it('wants events of a SimpleEventSource', () => {
    const source = {
      interface: 'Alexa.SimpleEventSource',
      version: '1.0',
      instance: 'Remote.Button1',
      capabilityResources: { friendlyNames: [] },
    };
    const events = [{ id: 'Button.SinglePush.1', friendlyNames: [] }];
    assertValid(validateDiscoveryEndpoint(withCapability({ ...source, configuration: { supportedEvents: events } })));
    const path = '/capabilities/3/configuration';
    assertError(validateDiscoveryEndpoint(withCapability(source)), 'discovery-configuration', path);
    const none = withCapability({ ...source, configuration: { supportedEvents: [] } });
    assertError(validateDiscoveryEndpoint(none), 'discovery-event', `${path}/supportedEvents`);
    const nameless = withCapability({ ...source, configuration: { supportedEvents: [{ id: 'a' }] } });
    assertError(validateDiscoveryEndpoint(nameless), 'discovery-event', `${path}/supportedEvents/0/friendlyNames`);
  });

  it('allows 100 capabilities', () => {
    const toggles = Array.from({ length: 101 }, (_, index) => ({
      type: 'AlexaInterface',
      interface: 'Alexa.ToggleController',
      version: '3',
      instance: `Toggle.${index}`,
    }));
    const endpoint = edit(lamp, '/capabilities', toggles);
    assertError(validateDiscoveryEndpoint(endpoint), 'discovery-capability-count', '/capabilities');
    assertValid(validateDiscoveryEndpoint(edit(lamp, '/capabilities', toggles.slice(1))));
  });

  it('names capability and endpoint in words', () => {
    const [problem] = validateDiscoveryEndpoint(edit(lamp, '/capabilities/1/version', '4'));
    assert.equal(problem?.message, 'version of Alexa.PowerController of endpoint lamp-1 is "4"; allowed 3');
  });

  it('throws for nothing, and warns only in observed mode', () => {
    fc.assert(
      fc.property(mutationsOf(lamp), endpoint => {
        assertValid(
          validateDiscoveryEndpoint(endpoint, { mode: 'observed' }).filter(problem => problem.rule !== 'message-depth'),
        );
      }),
    );
    fc.assert(fc.property(fc.anything(), value => Array.isArray(validateDiscoveryEndpoint(value))));
  });

  it('says once of an instance that is no text, of types that JSON does not have too', () => {
    for (const instance of [1, 1n, Symbol('instance'), null]) {
      const twice = [{ type: 'AlexaInterface', interface: 'Alexa.Speaker', version: '3', instance }];
      const endpoint = edit(lamp, '/capabilities', [...lamp.capabilities, ...twice, ...twice]);
      assert.deepEqual(
        validateDiscoveryEndpoint(endpoint).map(({ rule }) => rule),
        ['member-type', 'member-type'],
      );
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDeclarations } from './declarations.ts';

describe('parseDeclarations()', () => {
  it('reads properties with interface, instance and flags', () => {
    const properties = { supported: [{ name: 'rangeValue' }], proactivelyReported: true, retrievable: false };
    const configuration = { supportedRange: { minimumValue: 0, maximumValue: 5 } };
    const capability = { interface: 'Alexa.RangeController', instance: 'Fan.Speed', properties, configuration };
    const declarations = parseDeclarations({ capabilities: [capability] });
    const declared = declarations.propertyOf('Alexa.RangeController', 'rangeValue', 'Fan.Speed');
    assert.equal(declared?.proactivelyReported, true);
    assert.equal(declared.retrievable, false);
    assert.deepEqual(declared.capability.configuration, configuration);
    assert.equal(declarations.propertyOf('Alexa.RangeController', 'rangeValue'), undefined);
    assert.equal(declarations.propertyOf('Alexa.RangeController', 'rangeValue', 'Fan.Other'), undefined);
    assert.equal(declarations.hasProperty('Alexa.RangeController', 'rangeValue'), true);
    assert.equal(declarations.hasProperty('Alexa.RangeController', 'other'), false);
    assert.equal(declarations.hasInterface('Alexa.RangeController'), true);
  });

  it('takes the older spellings of true', () => {
    for (const yes of [true, 'true', 'True', 'TRUE', 1]) {
      const capability = { interface: 'Alexa.DoorbellEventSource', proactivelyReported: yes };
      const declarations = parseDeclarations({ capabilities: [capability] });
      assert.equal(declarations.capabilityOf('Alexa.DoorbellEventSource')?.proactivelyReported, true);
    }
    for (const no of [false, 'false', 0, null, undefined, {}]) {
      const capability = { interface: 'Alexa.DoorbellEventSource', proactivelyReported: no };
      const declarations = parseDeclarations({ capabilities: [capability] });
      assert.equal(declarations.capabilityOf('Alexa.DoorbellEventSource')?.proactivelyReported, false);
    }
  });

  it('counts the first of two capabilities with the same interface and instance', () => {
    const first = { interface: 'Alexa.ModeController', instance: 'a', configuration: { n: 1 } };
    const second = { interface: 'Alexa.ModeController', instance: 'a', configuration: { n: 2 } };
    const declarations = parseDeclarations({ capabilities: [first, second] });
    assert.deepEqual(declarations.capabilityOf('Alexa.ModeController', 'a')?.configuration, { n: 1 });
  });

  it('declares nothing when the shape is not the documented one', () => {
    const odd = [undefined, null, 'x', {}, { capabilities: 1 }, { capabilities: [null, 1, {}, { interface: 7 }] }];
    for (const description of [...odd, { capabilities: [{ interface: 'A', properties: { supported: [1, {}] } }] }]) {
      assert.equal(parseDeclarations(description).propertyOf('A', 'b'), undefined);
    }
  });
});

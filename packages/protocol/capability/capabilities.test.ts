import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createForm } from '../form/form.ts';
import { capabilities, capabilityOf, classOfProperty } from './capabilities.ts';
import { otherInterfaces, versionsOfOtherInterface } from './other-interfaces.ts';

describe('capabilities', () => {
  it('are in alphabetical order, each once, and none is described twice', () => {
    const names = capabilities.map(capability => capability.interface);
    assert.deepEqual(names, [...new Set(names)].sort());
    assert.deepEqual(
      names.filter(name => versionsOfOtherInterface(name) !== undefined),
      [],
    );
    assert.deepEqual(Object.keys(otherInterfaces), Object.keys(otherInterfaces).toSorted());
  });

  it('have a range exactly as wide as the form of the value', () => {
    for (const capability of capabilities) {
      for (const [name, property] of Object.entries(capability.properties)) {
        const { range, schema } = property;
        if (range === undefined || schema.type === 'object') {
          continue;
        }
        const form = createForm(schema);
        const [minimum, maximum] = range;
        const verdicts = [minimum - 1, minimum, maximum, maximum + 1].map(value => form.check(value));
        assert.deepEqual(verdicts, [false, true, true, false], `${capability.interface}.${name}`);
      }
    }
  });

  it('accept tolerated values beside, not within, the documented form', () => {
    for (const capability of capabilities) {
      for (const property of Object.values(capability.properties)) {
        for (const value of property.tolerated ?? []) {
          assert.equal(createForm(property.schema).check(value), false);
        }
      }
    }
  });
});

describe('capabilityOf()', () => {
  it('finds an interface by its full name only', () => {
    assert.equal(capabilityOf('Alexa.LockController')?.properties.lockState?.class, 'edge');
    assert.equal(capabilityOf('LockController'), undefined);
    assert.equal(capabilityOf('constructor'), undefined);
  });
});

describe('classOfProperty()', () => {
  it('makes sensors, alarms and locks edges, and what converges levels', () => {
    assert.equal(classOfProperty('Alexa.ContactSensor', 'detectionState'), 'edge');
    assert.equal(classOfProperty('Alexa.MotionSensor', 'detectionState'), 'edge');
    assert.equal(classOfProperty('Alexa.LockController', 'lockState'), 'edge');
    assert.equal(classOfProperty('Alexa.SecurityPanelController', 'fireAlarm'), 'edge');
    assert.equal(classOfProperty('Alexa.BrightnessController', 'brightness'), 'level');
    assert.equal(classOfProperty('Alexa.EndpointHealth', 'connectivity'), 'level');
    assert.equal(classOfProperty('Alexa.TemperatureSensor', 'temperature'), 'level');
  });

  it('makes what it does not know an edge', () => {
    assert.equal(classOfProperty('Alexa.Nothing', 'state'), 'edge');
    assert.equal(classOfProperty('Alexa.PowerController', 'toString'), 'edge');
  });
});

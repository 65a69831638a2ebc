import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capabilities } from '../capability/capabilities.ts';
import { discoveryEndpointSchema } from '../discovery/discovery-endpoint.ts';
import { acceptGrantSchema } from '../message/accept-grant.ts';
import { changeReportSchema } from '../message/change-report.ts';
import { headerSchema } from '../message/header.ts';
import { ownEventPayloads } from '../message/own-event-payload.ts';
import { statePropertySchema } from '../message/state-property.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleEndpoint, sampleEvents, sampleProperty } from '../test/sample-events.ts';
import { createForm } from './form.ts';
import type { FormFault } from './form-fault.ts';
import type { FormSchema } from './form-schema.ts';

function faultsOf(schema: FormSchema, value: unknown): FormFault[] {
  const faults: FormFault[] = [];
  const good = createForm(schema).judge(value, fault => faults.push(fault));
  assert.equal(good, faults.length === 0);
  return faults;
}

describe('createForm()', () => {
  it('tells of a fault exactly when the compiled check fails, for damaged messages', () => {
    const pairs: readonly (readonly [FormSchema, unknown])[] = [
      [changeReportSchema, sampleEvents.ChangeReport],
      [statePropertySchema, sampleProperty('Alexa.PowerController', 'powerState', 'ON')],
      [discoveryEndpointSchema, sampleEndpoint()],
    ];
    for (const [schema, sample] of pairs) {
      assert.deepEqual(faultsOf(schema, sample), []);
      const form = createForm(schema);
      fc.assert(
        fc.property(mutationsOf(sample), value => {
          let faults = 0;
          const good = form.judge(value, () => {
            faults += 1;
          });
          assert.equal(good, faults === 0, JSON.stringify(value));
        }),
        { numRuns: 500 },
      );
    }
  });

  it('does so for the value of every property and the payload of every event', () => {
    const schemas = [
      ...capabilities.flatMap(capability => Object.values(capability.properties).map(property => property.schema)),
      ...Object.values(ownEventPayloads),
    ];
    const values = fc.oneof(
      fc.jsonValue(),
      fc.record({ value: fc.jsonValue(), '@type': fc.constantFrom('Count', 'Volume', 'x') }),
    );
    for (const schema of schemas) {
      const form = createForm(schema);
      fc.assert(
        fc.property(values, value => {
          let faults = 0;
          assert.equal(
            form.judge(value, () => {
              faults += 1;
            }),
            faults === 0,
          );
        }),
        { numRuns: 50 },
      );
    }
  });

  it('points at a missing member by its own path', () => {
    const [fault] = faultsOf(headerSchema, { namespace: 'Alexa', name: 'Response', payloadVersion: '3' });
    assert.deepEqual(fault?.path, ['messageId']);
    assert.equal(fault?.type, 'missing');
    assert.equal(fault?.rule, 'member-missing');
  });

  it('names each kind of fault', () => {
    const schema: FormSchema = {
      type: 'object',
      required: ['a'],
      additionalProperties: false,
      properties: {
        a: { type: 'integer', minimum: 1, maximum: 3 },
        b: { enum: ['x', 'y'] },
        c: { type: 'array', maxItems: 1 },
        d: { anyOf: [{ type: 'string' }, { const: 4 }], allowed: 'text or 4' },
        e: { type: 'string', maxLength: 2 },
        f: { type: 'array', uniqueItems: true },
      },
    };
    const rows: readonly (readonly [unknown, string, string])[] = [
      [{}, 'missing', 'whole numbers 1 to 3'],
      [{ a: 1, z: 1 }, 'unknown', 'a, b, c, d, e, f'],
      [{ a: '1' }, 'wrong-type', 'whole numbers 1 to 3'],
      [{ a: 4 }, 'out-of-range', '1 to 3'],
      [{ a: 1, b: 'z' }, 'not-allowed', 'x, y'],
      [{ a: 1, c: [1, 2] }, 'wrong-length', '0 to 1 items'],
      [{ a: 1, d: 5 }, 'not-allowed', 'text or 4'],
      [{ a: 1, e: 'äöü' }, 'wrong-length', 'text of 0 to 2 characters'],
      [{ a: 1, f: [{ x: 1, y: 2 }, 3n, { y: 2, x: 1 }] }, 'not-allowed', 'once'],
      [[], 'wrong-type', 'an object'],
    ];
    for (const [value, type, allowed] of rows) {
      const faults = faultsOf(schema, value);
      assert.deepEqual(
        faults.map(fault => [fault.type, fault.allowed]),
        [[type, allowed]],
      );
    }
  });

  it('never shows a secret value', () => {
    const code = 'gatehouse-secret-code';
    const directive = {
      directive: { header: {}, payload: { grant: { type: code, code: 1 }, grantee: { type: 1, token: [code] } } },
    };
    const shown = faultsOf(acceptGrantSchema, directive).filter(fault => fault.path.at(-1) !== 'type');
    assert.equal(JSON.stringify(shown).includes(code), false);
    const secret: FormSchema = { type: 'object', secret: true, properties: { a: { type: 'string', maxLength: 1 } } };
    assert.equal(JSON.stringify(faultsOf(secret, { a: code })).includes(code), false);
    assert.equal(JSON.stringify(faultsOf({ const: 'a' }, `Atza|${code}`)).includes(code), false);
  });
});

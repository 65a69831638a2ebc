import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createDirective } from './directive.ts';

const ids = { messageId: 'm1', correlationToken: 'c1' };

describe('createDirective()', () => {
  it('composes a directive with scope, cookie and correlationToken', () => {
    const spec = { namespace: 'Alexa.RangeController', name: 'SetRangeValue', instance: 'Fan', endpointId: 'e1' };
    const parts = { ...ids, granteeToken: new Secret('gatehouse-secret-grantee'), cookie: { room: 'hall' } };
    assert.deepEqual(createDirective({ ...spec, payload: { rangeValue: 3 } }, parts), {
      directive: {
        header: {
          namespace: 'Alexa.RangeController',
          name: 'SetRangeValue',
          instance: 'Fan',
          messageId: 'm1',
          correlationToken: 'c1',
          payloadVersion: '3',
        },
        endpoint: {
          scope: { type: 'BearerToken', token: 'gatehouse-secret-grantee' },
          endpointId: 'e1',
          cookie: { room: 'hall' },
        },
        payload: { rangeValue: 3 },
      },
    });
  });

  it('leaves out what is not there', () => {
    const spec = { namespace: 'Alexa', name: 'ReportState', endpointId: 'e1' };
    assert.deepEqual(createDirective(spec, { ...ids, cookie: 'odd' }).directive, {
      header: { namespace: 'Alexa', name: 'ReportState', ...ids, payloadVersion: '3' },
      endpoint: { endpointId: 'e1', cookie: {} },
      payload: {},
    });
    assert.equal('endpoint' in createDirective({ namespace: 'Alexa', name: 'X' }, ids).directive, false);
  });

  it('gives no correlationToken to directives about the account, and the version of the interface', () => {
    const { header } = createDirective({ namespace: 'Alexa.Discovery', name: 'Discover' }, ids).directive;
    assert.deepEqual(header, { namespace: 'Alexa.Discovery', name: 'Discover', messageId: 'm1', payloadVersion: '3' });
    const own = createDirective({ namespace: 'Alexa.SimpleEventSource', name: 'X' }, ids).directive.header;
    assert.equal(own.payloadVersion, '1.0');
  });
});

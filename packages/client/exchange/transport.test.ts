import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSystemClock } from '../platform/system-clock.ts';
import { createJsonPoster } from './json-poster.ts';
import type { Connections, Transport } from './transport.ts';

/** Connections without sockets, which answer 200 with the request's own body. */
const echo: Transport = ({ origin }) => {
  const connections: Connections = {
    dispatch: ({ body, path }, handler) => {
      const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };
      handler.onRequestStart?.(controller, undefined);
      handler.onResponseStart?.(controller, 200, {}, 'OK');
      handler.onResponseData?.(controller, Buffer.from(`${origin}${path} ${String(body)}`));
      handler.onResponseEnd?.(controller, {});
      return true;
    },
    destroy: async () => {},
  };
  return connections;
};

it('createJsonPoster() sends over the transport that it was given', async () => {
  const url = 'http://handler.localhost/directives';
  const poster = createJsonPoster({ url, clock: createSystemClock(), transport: echo });
  const answer = await poster.postJson({ body: '{}' });
  assert.equal(answer.type === 'answered' && answer.text, 'http://handler.localhost/directives {}');
  await poster.close();
});

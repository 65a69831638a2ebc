import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import { type Attributes, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { ORDER, orderNotice, refusing, USER } from '../test/notice-bench.ts';
import { CUSTOMER, type RelayBench, startHandler, startRelay } from '../test/relay-bench.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const traceparent = `00-${TRACE}-${CALLER}-01`;

interface Traced {
  readonly bench: RelayBench;
  /** The spans of a name that have ended. */
  spans(name: string): ReadableSpan[];
  /** Waits for so many spans of a name. */
  wait(name: string, count?: number): Promise<ReadableSpan>;
}

/** A relay with a tracer whose spans are kept; after the test none of them may hold a secret. */
async function startTraced(t: TestContext, section: Record<string, unknown> = {}): Promise<Traced> {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const spans = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter(span => span.name === name);
  const bench = await startRelay(t, { section, tracer: provider.getTracer('gatehouse') });
  t.after(() => {
    const told = exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links }));
    const text = JSON.stringify(told);
    assertNoSecret(text, 'the spans');
    assert.doesNotMatch(text, /WHATEVER|BearerToken|powerState/, 'no span tells what a message says');
  });
  const wait = async (name: string, count = 1): Promise<ReadableSpan> => {
    for (;;) {
      const span = spans(name)[count - 1];
      if (span !== undefined) return span;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };
  return { bench, spans, wait };
}

const power = (value: string): object => ({ namespace: 'Alexa.PowerController', name: 'powerState', value });
const PATCH = 'PATCH /v1/customers/{customer}/endpoints/{endpoint}/state';
const STATE = `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`;

function patchWithin(bench: RelayBench, value: string): ReturnType<RelayBench['call']> {
  const body = { cause: 'PHYSICAL_INTERACTION', properties: [power(value)] };
  return bench.call('PATCH', STATE, { body, headers: { traceparent } });
}

function idOf(span: ReadableSpan): string {
  return span.spanContext().spanId;
}

function pick(attributes: Attributes, ...names: string[]): unknown[] {
  return names.map(name => attributes[name]);
}

describe('the spans of a relay', () => {
  it('follow a state change from the trace of the caller to its settlement', async t => {
    const { bench, spans, wait } = await startTraced(t);
    await bench.putLamp();
    await bench.link();
    await patchWithin(bench, 'ON');
    await wait('settle');
    const [intake, delivery] = [await wait(PATCH), await wait('delivery')];
    const family = await Promise.all(['post', 'verdict', 'settle'].map(name => wait(name)));
    const commit = spans('commit').find(span => span.parentSpanContext?.spanId === idOf(intake));
    assert.ok(commit, 'the commit is a part of the intake');
    for (const span of [intake, commit, delivery, ...family]) {
      assert.equal(span.spanContext().traceId, TRACE, span.name);
    }
    assert.deepEqual([intake.parentSpanContext?.spanId, intake.kind], [CALLER, SpanKind.SERVER]);
    assert.deepEqual(pick(intake.attributes, 'http.request.method', 'http.response.status_code'), ['PATCH', 202]);
    assert.deepEqual([delivery.parentSpanContext?.spanId, delivery.kind], [idOf(intake), SpanKind.CONSUMER]);
    for (const span of family) assert.equal(span.parentSpanContext?.spanId, idOf(delivery), span.name);
    const [post, verdict] = family;
    assert.deepEqual(pick(post?.attributes ?? {}, 'gatehouse.region', 'gatehouse.event.class', 'gatehouse.attempt'), [
      'NA',
      'level',
      1,
    ]);
    assert.equal(post?.attributes['http.response.status_code'], 202);
    assert.equal(verdict?.attributes['gatehouse.verdict'], 'delivered');
    assert.equal(delivery.attributes['gatehouse.verdict'], 'delivered');
  });

  it('tell the claim that brought an event, and how much it brought', async t => {
    const { bench, wait, spans } = await startTraced(t);
    await bench.putLamp();
    await patchWithin(bench, 'ON');
    await bench.link();
    const delivery = await wait('delivery');
    const claim = spans('claim').find(span => delivery.links.some(({ context }) => context.spanId === idOf(span)));
    assert.equal(claim?.attributes['gatehouse.events'], 1);
    assert.equal(delivery.spanContext().traceId, TRACE, 'a delivery after a wait goes on with the trace of its intake');
  });

  it('tell of each attempt, and of the token refresh between two of them', async t => {
    const { bench, wait, spans } = await startTraced(t);
    await bench.putLamp();
    await bench.link();
    bench.amazon.expire(CUSTOMER);
    await patchWithin(bench, 'ON');
    await wait('settle');
    const posts = spans('post');
    assert.deepEqual(
      posts.map(({ attributes }) => pick(attributes, 'gatehouse.attempt', 'http.response.status_code')),
      [
        [1, 401],
        [2, 202],
      ],
    );
    assert.deepEqual(
      posts.map(({ status }) => status.code),
      [SpanStatusCode.ERROR, SpanStatusCode.UNSET],
    );
    const [refresh] = spans('token refresh');
    assert.equal(refresh?.attributes['gatehouse.outcome'], 'granted');
    assert.equal(refresh?.parentSpanContext?.spanId, posts[0]?.parentSpanContext?.spanId);
    assert.deepEqual(
      spans('verdict').map(({ attributes }) => attributes['gatehouse.verdict']),
      ['refresh', 'delivered'],
    );
    assert.equal(spans('token exchange')[0]?.attributes['gatehouse.outcome'], 'granted');
  });

  it('follow a notice from the trace of the caller to its settlement', async t => {
    const { bench, spans, wait } = await startTraced(t);
    const token = (name: string) => ({
      status: 200,
      body: { access_token: `gatehouse-secret-${name}`, expires_in: 60 },
    });
    bench.amazon.plan({ path: 'token', grantType: 'client_credentials' }, [token('first')]);
    bench.amazon.plan({ path: 'other' }, [refusing('NO_SUBSCRIPTION')]);
    await bench.call('POST', '/v1/notices', { body: orderNotice(), headers: { traceparent } });
    await wait('settle');
    const [intake, delivery] = [await wait('POST /v1/notices'), await wait('delivery')];
    const family = ['token request', 'post', 'verdict', 'settle'].map(name => spans(name)[0]);
    const commit = spans('commit').find(span => span.parentSpanContext?.spanId === idOf(intake));
    for (const span of [intake, commit, delivery, ...family])
      assert.equal(span?.spanContext().traceId, TRACE, span?.name);
    for (const span of family) assert.equal(span?.parentSpanContext?.spanId, idOf(delivery), span?.name);
    for (const span of [commit, delivery]) assert.equal(span?.attributes['gatehouse.customer'], USER);
    assert.deepEqual(pick(delivery.attributes, 'gatehouse.event.kind', 'gatehouse.verdict'), [ORDER, 'dead']);
    const [, post] = family;
    assert.deepEqual(pick(post?.attributes ?? {}, 'gatehouse.region', 'gatehouse.event.class', 'gatehouse.attempt'), [
      'EU',
      'notice',
      1,
    ]);
    assert.deepEqual([post?.attributes['http.response.status_code'], post?.status.code], [403, SpanStatusCode.ERROR]);
    assert.ok(spans('claim').some(claim => delivery.links.some(({ context }) => context.spanId === idOf(claim))));
  });

  it('tell that no answer came', async t => {
    const { bench, wait } = await startTraced(t);
    await bench.putLamp();
    await bench.link();
    bench.amazon.plan({ path: 'events' }, { cut: 'before' });
    await patchWithin(bench, 'ON');
    const post = await wait('post');
    assert.equal(post.attributes['error.type'], 'reset');
    assert.equal(post.status.code, SpanStatusCode.ERROR);
  });

  it('say the code of a refused request, and nothing of what it held', async t => {
    const { bench, wait } = await startTraced(t);
    await bench.call('PATCH', STATE, { body: { cause: 'WHATEVER-CAUSE' }, headers: { traceparent } });
    const intake = await wait(PATCH);
    assert.deepEqual(pick(intake.attributes, 'http.response.status_code', 'error.type'), [400, 'invalid-request']);
    assert.equal(intake.status.code, SpanStatusCode.ERROR);
    assert.equal(intake.status.message, undefined);
    assert.deepEqual(intake.events, []);
  });

  it('begin a trace where none comes in, or none that can be read', async t => {
    const { bench, wait } = await startTraced(t);
    await bench.putLamp();
    const name = 'PUT /v1/customers/{customer}/endpoints/{endpoint}';
    assert.equal((await wait(name)).parentSpanContext, undefined);
    await bench.call('PATCH', STATE, { body: {}, headers: { traceparent: 'nonsense' } });
    assert.equal((await wait(PATCH)).parentSpanContext, undefined);
  });

  it('name no correlation token, and go on at the handler of directives', async t => {
    const handler = await startHandler(t, () => ({ text: '{}' }));
    const { bench, wait } = await startTraced(t, { handlerUrl: handler.url });
    await bench.call('POST', '/v1/replies/WHATEVER-CORRELATION', { body: { payload: {} } });
    await wait('POST /v1/replies/{token}');
    const header = { namespace: 'Alexa.PowerController', name: 'TurnOn', messageId: 'm', payloadVersion: '3' };
    const correlated = { ...header, correlationToken: 'WHATEVER-CORRELATION' };
    const endpoint = { endpointId: 'lamp-1', scope: { type: 'BearerToken', token: 'gatehouse-secret-scope' } };
    const directive = { header: correlated, endpoint, payload: {} };
    await bench.call('POST', '/v1/directives', {
      body: { directive },
      headers: { traceparent, 'gatehouse-customer': CUSTOMER },
    });
    const span = await wait('handler');
    assert.equal(handler.heard[0]?.headers.traceparent, `00-${TRACE}-${idOf(span)}-01`);
  });

  it('keep the wish of a caller not to be recorded', async t => {
    const { bench, spans } = await startTraced(t);
    await bench.putLamp();
    await bench.link();
    const body = { cause: 'PHYSICAL_INTERACTION', properties: [power('ON')] };
    await bench.call('PATCH', STATE, { body, headers: { traceparent: `00-${TRACE}-${CALLER}-00` } });
    await bench.amazon.waitFor(1, { path: 'events' });
    await bench.relay.stop();
    assert.deepEqual([...spans(PATCH), ...spans('delivery'), ...spans('post')], []);
  });
});

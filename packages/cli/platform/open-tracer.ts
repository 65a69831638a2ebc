import { type Clock, type Log, sleep } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { diag, type Tracer } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';

type Env = Readonly<Record<string, string | undefined>>;

/** A tracer whose spans leave the process. */
export interface OpenTracer {
  readonly tracer: Tracer;
  /** Sends what is left, for at most two seconds; never rejects. */
  close(): Promise<void>;
}

/** What a tracer is opened with. The endpoint, headers and time-out of the exporter are read from the process's own environment. */
export interface TracerOptions {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long the last spans may take to leave, in milliseconds. */
const CLOSE_MS = 2_000;
/** How long one export may take, its repetitions included, in milliseconds. */
const EXPORT_MS = 2_000;
/** How much is told of why spans did not leave. */
const MOST_TOLD = 200;

/**
 * Opens a tracer that exports over OTLP/HTTP with JSON, when the environment names an endpoint
 * (`OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`) and does not say otherwise
 * (`OTEL_SDK_DISABLED=true`, `OTEL_TRACES_EXPORTER` without `otlp`); else undefined, and nothing of the SDK is loaded.
 * `OTEL_SERVICE_NAME` (default `gatehouse-relay`), `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_TRACES_SAMPLER` with its argument
 * mean what they always do.
 *
 * @throws GatehouseError `config-invalid` for an endpoint that is no URL, and a protocol or a sampler that there is not
 *
 * Source: OpenTelemetry, Environment Variable Specification and OTLP Exporter Configuration.
 */
export async function openTracer({ env, clock, log }: TracerOptions): Promise<OpenTracer | undefined> {
  if (!isWanted(env)) return undefined;
  checkProtocol(env);
  checkEndpoint(env);
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  diag.setLogger({ ...quiet, error: told => tellFailure(log, told), warn: told => tellFailure(log, told) });
  const named = resourceFromAttributes({ 'service.name': 'gatehouse-relay' });
  const provider = new TracerProvider({
    sampler: await createSampler(env),
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(readTimeout(env)) })],
  });
  return {
    tracer: provider.getTracer('gatehouse-relay'),
    close: async () => {
      const over = new AbortController();
      const done = provider.shutdown().catch((error: unknown) => log.warn('Spans were lost at the stop', { error }));
      await Promise.race([done, sleep(clock, CLOSE_MS, over.signal)]);
      over.abort();
    },
  };
}

/** Without a word of the environment an export is given up so early that none keeps a process that stops: chosen. */
function readTimeout(env: Env): { timeoutMillis?: number } {
  const said = env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? env.OTEL_EXPORTER_OTLP_TIMEOUT ?? '';
  return said === '' ? { timeoutMillis: EXPORT_MS } : {};
}

const quiet = { info: () => {}, debug: () => {}, verbose: () => {} };

/** An endpoint may hold a password, and an answer anything: only the beginning is told. */
function tellFailure(log: Log, told: string): void {
  log.warn('Spans could not be exported', { said: told.replace(/\/\/[^/@\s]*@/g, '//').slice(0, MOST_TOLD) });
}

function isWanted(env: Env): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const exporters = env.OTEL_TRACES_EXPORTER?.split(',').map(one => one.trim());
  if (exporters !== undefined && env.OTEL_TRACES_EXPORTER !== '' && !exporters.includes('otlp')) return false;
  return [env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(
    url => url !== undefined && url !== '',
  );
}

/** A receiver of OTLP/HTTP takes both of its encodings on one port; gRPC is another protocol on another port. */
function checkProtocol(env: Env): void {
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? '';
  if (['', 'http/json', 'http/protobuf'].includes(protocol)) return;
  const message = `OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}; spans leave over OTLP/HTTP, so name http/json and its port, usually 4318`;
  throw new GatehouseError('config-invalid', message);
}

/** The exporter would fall back to the default address without a word of it. The value may hold a password, so it is not told. */
function checkEndpoint(env: Env): void {
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']) {
    const text = env[name] ?? '';
    if (text === '' || /^https?:$/.test(URL.parse(text)?.protocol ?? '')) continue;
    throw new GatehouseError('config-invalid', `${name} is no URL; allowed is one such as http://127.0.0.1:4318`);
  }
}

async function createSampler(env: Env): Promise<Sampler> {
  const { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler } = await import(
    '@opentelemetry/sdk-trace'
  );
  const ratio = readRatio(env.OTEL_TRACES_SAMPLER_ARG);
  const roots: Readonly<Record<string, () => Sampler>> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  const name = env.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const root = name.replace(/^parentbased_/, '');
  const create = Object.hasOwn(roots, root) ? roots[root] : undefined;
  if (create === undefined) {
    const names = Object.keys(roots).flatMap(one => [one, `parentbased_${one}`]);
    throw new GatehouseError('config-invalid', `OTEL_TRACES_SAMPLER is ${name}; allowed are ${names.join(', ')}`);
  }
  return root === name ? create() : new ParentBasedSampler({ root: create() });
}

function readRatio(text: string | undefined): number {
  if (text === undefined || text === '') return 1;
  const ratio = Number(text);
  if (ratio >= 0 && ratio <= 1) return ratio;
  throw new GatehouseError('config-invalid', `OTEL_TRACES_SAMPLER_ARG is ${text}; allowed is a number from 0 to 1`);
}

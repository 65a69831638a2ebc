import { SpanKind } from '@opentelemetry/api';
import type { ApiRoute } from '../http/api-route.ts';
import { problemErrorOf } from '../http/encode-problem.ts';
import { parseTraceparent } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

/**
 * The same route within a span, which goes on with the trace that the header `traceparent` names. Of the request it tells the
 * path's pattern and no value, of the answer the status and the code of the problem. What only reads is not traced.
 */
export function traceRoute(route: ApiRoute, tracing: Tracing): ApiRoute {
  const { method, path, handle } = route;
  if (method === 'GET') return route;
  const pattern = path.replace(/:(\w+)/g, '{$1}');
  const attributes = { 'http.request.method': method, 'http.route': pattern };
  return {
    ...route,
    handle: request => {
      const header = request.headers.traceparent;
      const parent = parseTraceparent(typeof header === 'string' ? header : undefined) ?? null;
      const span = { kind: SpanKind.SERVER, attributes, parent };
      return tracing.run(`${method} ${pattern}`, span, async () => {
        try {
          const answer = await handle(request);
          tracing.span?.setAttribute('http.response.status_code', answer.status);
          return answer;
        } catch (error) {
          const { status, code } = problemErrorOf(error);
          tracing.span?.setAttributes({ 'http.response.status_code': status, 'error.type': code });
          throw error;
        }
      });
    },
  };
}

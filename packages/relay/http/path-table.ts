import type { ApiRoute } from './api-route.ts';

/** A path of the API, with parameters as `:name`, and the methods that it answers to, for the header `Allow`. */
export interface KnownPath {
  readonly path: string;
  readonly allowed: readonly string[];
}

interface Entry extends KnownPath {
  readonly segments: readonly string[];
  readonly parameters: number;
}

/** What paths there are. For requests that no route takes: which path they meant, if any. */
export class PathTable {
  readonly #entries: readonly Entry[];

  constructor(routes: readonly Pick<ApiRoute, 'method' | 'path'>[]) {
    this.#entries = [...Map.groupBy(routes, route => route.path)].map(([path, own]) => {
      const segments = path.split('/');
      const parameters = segments.filter(isParameter).length;
      return {
        path,
        allowed: own.flatMap(({ method }) => (method === 'GET' ? [method, 'HEAD'] : [method])),
        segments,
        parameters,
      };
    });
  }

  /** The path that a URL without its origin means; a slash more at its end makes no other path of it. */
  find(url: string): KnownPath | undefined {
    const [path = ''] = url.split('?', 1);
    const segments = path.replace(/(?<=.)\/$/, '').split('/');
    const [first, ...others] = this.#entries.filter(entry => matches(entry.segments, segments));
    // As in the router, what is spelt out goes before what is a parameter.
    return others.reduce((best, next) => (next.parameters < (best?.parameters ?? 0) ? next : best), first);
  }
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, place) => (isParameter(part) ? segments[place] !== '' : segments[place] === part));
}

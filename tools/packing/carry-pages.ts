import { posix } from 'node:path';

/** `[text](target)`. */
const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/** What `carryPages` reads: where the package lies, and the text of a page of the repository. */
export interface PageSource {
  /** Relative to the root: `packages/relay`. */
  readonly folder: string;
  /** Undefined where there is no such page. */
  readonly readPage: (path: string) => string | undefined;
}

/**
 * The pages that go along with a package, by their path in it: its README, and in `docs` what that leads to, directly
 * or over other pages. Links between them are kept; one to anything else of the repository becomes plain text.
 */
export function carryPages(source: PageSource): ReadonlyMap<string, string> {
  const carried = new Map<string, string>();
  const waiting = [`${source.folder}/README.md`];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = source.readPage(path);
    const place = placeOf(path, source);
    if (text === undefined || place === undefined || carried.has(place)) continue;
    const { page, leadsTo } = relink(text, { path, place, source });
    carried.set(place, page);
    waiting.push(...leadsTo);
  }
  return carried;
}

/** Where a page of the repository lies in the package, or undefined when it stays behind. */
function placeOf(path: string, { folder, readPage }: PageSource): string | undefined {
  if (path === `${folder}/README.md`) return 'README.md';
  return /^docs\/[^/]+\.md$/.test(path) && readPage(path) !== undefined ? path : undefined;
}

function relink(
  text: string,
  { path, place, source }: { path: string; place: string; source: PageSource },
): { page: string; leadsTo: string[] } {
  const leadsTo: string[] = [];
  const page = text.replace(LINK, (link: string, title: string, target: string) => {
    if (/^(?:[a-z]+:|#)/i.test(target)) return link;
    const [file = '', anchor] = target.split('#');
    const goal = posix.join(posix.dirname(path), file);
    const goalPlace = placeOf(goal, source);
    if (goalPlace === undefined) return title;
    leadsTo.push(goal);
    const way = posix.relative(posix.dirname(place), goalPlace);
    return `[${title}](${way}${anchor === undefined ? '' : `#${anchor}`})`;
  });
  return { page, leadsTo };
}

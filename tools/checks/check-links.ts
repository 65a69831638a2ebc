import { posix } from 'node:path';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

/** `[text](target)`; a link inside of backticks is an example. */
const LINK = /(?<!`)\[[^\]]*\]\(([^)\s]+)\)(?!`)/g;

/** Links of our pages to files of the repository that do not exist, and to headings that a page does not have. */
export function checkLinks(tree: SourceTree, exists: (path: string) => boolean): Finding[] {
  return [...tree.texts].flatMap(([path, text]) => {
    if (!path.endsWith('.md')) return [];
    return text.split('\n').flatMap((content, index) =>
      [...content.matchAll(LINK)].flatMap(([, target = '']) => {
        const message = judgeTarget({ tree, path, target, exists });
        return message === undefined ? [] : [{ path, line: index + 1, message }];
      }),
    );
  });
}

interface Link {
  readonly tree: SourceTree;
  readonly path: string;
  readonly target: string;
  readonly exists: (path: string) => boolean;
}

function judgeTarget({ tree, path, target, exists }: Link): string | undefined {
  if (/^[a-z]+:/i.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const page = file === '' ? path : posix.join(posix.dirname(path), file);
  if (!exists(page)) return `Links to ${target}, which does not exist`;
  const text = tree.texts.get(page);
  if (anchor === undefined || text === undefined || !page.endsWith('.md')) return undefined;
  return anchorsOf(text).has(anchor) ? undefined : `Links to ${target}, but the page has no such heading`;
}

/** The anchors that a host makes of the headings: lower case, words joined by dashes. */
function anchorsOf(text: string): Set<string> {
  const headings = text.matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

/**
 * One hop of ARCHITECTURE.md: a line `1. \`path\` \`name()\` — sentence`. `name` is what the file exports, or a method
 * of it: `Intake.acceptState`. `called`: the page writes it with brackets, as something that runs.
 */
export interface Hop {
  readonly line: number;
  readonly walk: string;
  readonly number: number;
  readonly path: string;
  readonly name: string;
  readonly called: boolean;
}

const WALK = /^## (.*), hop by hop$/;
const HOP = /^(\d+)\. `([^`]+)` `([\w.]+)(\(\))?` — \S/;

/** The hops under each heading `## …, hop by hop`, in the order of the page. */
export function parseHops(page: string): Hop[] {
  const hops: Hop[] = [];
  let walk: string | undefined;
  page.split('\n').forEach((text, index) => {
    if (text.startsWith('## ')) walk = WALK.exec(text)?.[1];
    const [, number = '', path = '', name = '', brackets] = HOP.exec(text) ?? [];
    if (walk === undefined || path === '') return;
    hops.push({ line: index + 1, walk, number: Number(number), path, name, called: brackets !== undefined });
  });
  return hops;
}

/** The numbered lines under a walk's heading that are no hop as {@link parseHops} reads it, by line. */
export function findMalformedHops(page: string): number[] {
  let inside = false;
  return page.split('\n').flatMap((text, index) => {
    if (text.startsWith('## ')) inside = WALK.test(text);
    return inside && /^\d+\./.test(text) && !HOP.test(text) ? [index + 1] : [];
  });
}

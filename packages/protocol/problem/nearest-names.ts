const MOST = 3;

/** The names that are most like a text, the likest first: those that share most pairs of letters, three at most. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = pairsOf(text);
  return names
    .map(name => ({ name, likeness: likenessOf(wanted, pairsOf(name)) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Each two letters that stand beside each other, the ends included. */
function pairsOf(text: string): Set<string> {
  const marked = ` ${text.toLowerCase()} `;
  return new Set(Array.from({ length: marked.length - 1 }, (_, place) => marked.slice(place, place + 2)));
}

function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}

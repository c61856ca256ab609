/** Finds circles in a directed graph. */

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** One circle per knot (depth first; a node met again while still open closes a circle), as the nodes on it, first repeated last. */
export function findCycles(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (node: string): void => {
    if (done.has(node)) return;
    const at = open.indexOf(node);
    if (at >= 0) {
      cycles.push([...open.slice(at), node]);
      return;
    }
    open.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    open.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

/**
 * Folder graph: for every file edge a -> b, an edge between the two sibling folders where their paths part.
 * Files lying directly in the folder where they part are no nodes.
 */
export function folderGraph(edges: Iterable<readonly [string, string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    const a = from.split('/');
    const b = to.split('/');
    let parting = 0;
    while (a[parting] === b[parting] && parting < a.length) parting++;
    if (parting >= a.length - 1 || parting >= b.length - 1) continue;
    const left = a.slice(0, parting + 1).join('/');
    const right = b.slice(0, parting + 1).join('/');
    graph.set(left, (graph.get(left) ?? new Set()).add(right));
  }
  return graph;
}

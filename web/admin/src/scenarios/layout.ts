import ELK, { type ElkLabel, type ElkNode } from 'elkjs/lib/elk-api';
import elkWorker from 'elkjs/lib/elk-worker.min.js?url';
import type { GraphEdge, ScenarioGraph } from '../api/types';
import { labelWidth, type Point } from './path';

export const nodeWidth = 248;
export const nodeHeight = 96;
const labelHeight = 22;

export type PlacedEdge = GraphEdge & { id: string; points: Point[]; labelAt: Point | null };
export type Layout = { nodes: Map<string, Point>; edges: PlacedEdge[]; width: number; height: number };

// One worker for all scenarios: it takes longer to start than to lay a graph out, so it starts with this module.
const elk = new ELK({ workerUrl: elkWorker });

/** Places the steps from top to bottom, in a worker; elk also bends the edges around them. */
export async function layOut(graph: ScenarioGraph, labelText: (edge: GraphEdge) => string): Promise<Layout> {
  return readLayout(graph, await elk.layout(elkGraph(graph, labelText)));
}

function elkGraph(graph: ScenarioGraph, labelText: (edge: GraphEdge) => string): ElkNode {
  const known = new Set(graph.nodes.map((node) => node.id));
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.spacing.nodeNodeBetweenLayers': '34',
      'elk.spacing.nodeNode': '44',
      'elk.spacing.edgeNode': '28',
      'elk.spacing.edgeEdge': '18',
    },
    children: graph.nodes.map((node) => ({ id: node.id, width: nodeWidth, height: nodeHeight })),
    edges: graph.edges
      .map((edge, index) => ({ edge, id: edgeId(index) }))
      .filter(({ edge }) => known.has(edge.from) && known.has(edge.to))
      .map(({ edge, id }) => {
        const text = labelText(edge);
        return {
          id,
          sources: [edge.from],
          targets: [edge.to],
          labels: text ? [labelOf(id, text)] : [],
        };
      }),
  };
}

const labelOf = (edge: string, text: string): ElkLabel => ({
  id: `${edge}-label`,
  text,
  width: labelWidth(text),
  height: labelHeight,
  layoutOptions: { 'elk.edgeLabels.inline': 'true' },
});

function readLayout(graph: ScenarioGraph, placed: ElkNode): Layout {
  const nodes = new Map((placed.children ?? []).map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
  const edges = (placed.edges ?? []).flatMap((edge) => {
    const source = graph.edges[Number(edge.id.slice(1))];
    const section = edge.sections?.[0];
    if (!source || !section) return [];
    const label = edge.labels?.[0];
    const labelAt =
      label?.x === undefined || label.y === undefined
        ? null
        : { x: label.x + (label.width ?? 0) / 2, y: label.y + (label.height ?? 0) / 2 };
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    return [{ ...source, id: edge.id, points, labelAt }];
  });
  return { nodes, edges, width: placed.width ?? 0, height: placed.height ?? 0 };
}

const edgeId = (index: number) => `e${index}`;

import ELK, { type ElkNode } from 'elkjs/lib/elk-api';
import elkWorker from 'elkjs/lib/elk-worker.min.js?url';
import type { GraphEdge, ScenarioGraph } from '../api/types';

export const nodeWidth = 248;
export const nodeHeight = 96;
const labelHeight = 22;

export type Point = { x: number; y: number };
export type PlacedEdge = GraphEdge & { id: string; points: Point[]; labelAt: Point | null };
export type Layout = { nodes: Map<string, Point>; edges: PlacedEdge[]; width: number; height: number };

/** Places the steps from top to bottom, in a worker; elk also bends the edges around them. */
export async function layOut(graph: ScenarioGraph, labelText: (edge: GraphEdge) => string): Promise<Layout> {
  const elk = new ELK({ workerUrl: elkWorker });
  try {
    const placed = await elk.layout(elkGraph(graph, labelText));
    return readLayout(graph, placed);
  } finally {
    elk.terminateWorker();
  }
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
      'elk.layered.spacing.nodeNodeBetweenLayers': '44',
      'elk.spacing.nodeNode': '44',
      'elk.spacing.edgeNode': '28',
      'elk.spacing.edgeEdge': '18',
      'elk.edgeLabels.inline': 'true',
      'elk.spacing.edgeLabel': '0',
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
          labels: text ? [{ id: `${id}-label`, text, width: labelWidth(text), height: labelHeight }] : [],
        };
      }),
  };
}

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

/** Wide characters take a full em at 12 px, others a bit over half. */
export function labelWidth(text: string): number {
  const ems = [...text].reduce((sum, char) => sum + (char.codePointAt(0)! > 0x2e80 ? 1 : 0.58), 0);
  return Math.ceil(Math.min(ems, 22) * 12 + 18);
}

/** An SVG path along the points, its corners rounded. */
export function roundedPath(points: Point[], radius = 10): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M ${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const before = points[index]!;
    const after = rest[index + 1];
    if (!after) {
      path += ` L ${point.x} ${point.y}`;
      return;
    }
    const bend = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const from = towards(point, before, bend);
    const to = towards(point, after, bend);
    path += ` L ${from.x} ${from.y} Q ${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return path;
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}

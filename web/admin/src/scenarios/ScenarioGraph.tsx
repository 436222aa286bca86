import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  type Edge,
  type EdgeProps,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GraphNode, NodeCounts, Scenario } from '../api/types';
import { inLanguage, useLanguage } from '../i18n';
import { ErrorState } from '../ui/States';
import { layOut, nodeHeight, nodeWidth } from './layout';
import classes from './ScenarioGraph.module.css';
import { type Point, roundedPath } from './path';
import { StepCard } from './StepCard';

type StepNode = Node<{ step: GraphNode; counts: NodeCounts; selected: boolean }, 'step'>;
type StepEdge = Edge<{ points: Point[]; labelAt: Point | null; text: string; busy: boolean }, 'step'>;

const nodeTypes = { step: StepOnCanvas };
const edgeTypes = { step: EdgeOnCanvas };

// The drawing is as large as its text needs and as high as the scenario; the page scrolls past it.
const largestZoom = 0.92;
const smallestZoom = 0.5;
const margin = 28;
const highest = 1400;

type Props = {
  scenario: Scenario;
  counts: (step: string) => NodeCounts;
  selected: string | null;
  onSelect: (step: string) => void;
};

/** The scenario drawn from top to bottom. Everything in it is also in StepList, for keyboard and screen reader. */
export function ScenarioGraph({ scenario, counts, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const layout = useQuery({
    queryKey: ['scenarios', 'layout', scenario.id, scenario.version, language],
    queryFn: () => layOut(scenario.graph, (edge) => inLanguage(edge.label, language)),
    staleTime: Infinity,
    retry: false,
  });

  const { ref, width } = useElementSize();

  const nodes = useMemo(
    () =>
      scenario.graph.nodes.map((step): StepNode => ({
        id: step.id,
        type: 'step',
        position: layout.data?.nodes.get(step.id) ?? { x: 0, y: 0 },
        width: nodeWidth,
        height: nodeHeight,
        data: { step, counts: counts(step.id), selected: step.id === selected },
      })),
    [scenario, layout.data, counts, selected],
  );
  const edges = useMemo(
    () =>
      (layout.data?.edges ?? []).map((edge): StepEdge => ({
        id: edge.id,
        type: 'step',
        source: edge.from,
        target: edge.to,
        data: {
          points: edge.points,
          labelAt: edge.labelAt,
          text: inLanguage(edge.label, language),
          busy: counts(edge.from).now > 0,
        },
      })),
    [layout.data, counts, language],
  );

  if (layout.isError) return <ErrorState error={layout.error} onRetry={() => void layout.refetch()} />;
  if (!layout.data) return <Skeleton height={520} radius={0} role="status" aria-label={t('common.loading')} />;
  const zoom = Math.min(largestZoom, Math.max(smallestZoom, (width - 2 * margin) / layout.data.width));
  const height = Math.min(highest, layout.data.height * zoom + 2 * margin);
  return (
    // The list says the same in order; the label tells screen readers to take that one.
    <div ref={ref} className={classes.canvas} style={{ height }} role="group" aria-label={t('scenarios.graphHint')}>
      {width > 0 && (
        <ReactFlow
          key={`${scenario.id} ${scenario.version} ${language} ${width}`}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={(_, node) => onSelect(node.id)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          preventScrolling={false}
          defaultViewport={{ x: (width - layout.data.width * zoom) / 2, y: margin, zoom }}
          minZoom={0.3}
          maxZoom={1.5}
        >
          <Background variant={BackgroundVariant.Dots} gap={18} size={1.2} color="var(--k-line)" />
          <Controls showInteractive={false} position="bottom-left" className={classes.controls ?? ''} />
        </ReactFlow>
      )}
    </div>
  );
}

function StepOnCanvas({ data }: NodeProps<StepNode>) {
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle ?? ''} isConnectable={false} />
      <StepCard step={data.step} counts={data.counts} selected={data.selected} />
      <Handle type="source" position={Position.Bottom} className={classes.handle ?? ''} isConnectable={false} />
    </>
  );
}

function EdgeOnCanvas({ id, data }: EdgeProps<StepEdge>) {
  if (!data) return null;
  return (
    <>
      <BaseEdge id={id} path={roundedPath(data.points)} className={classes.edge ?? ''} />
      {data.busy && <path d={roundedPath(data.points)} className={classes.flow} />}
      {data.text && data.labelAt && (
        <EdgeLabelRenderer>
          <span
            className={classes.label}
            style={{ transform: `translate(-50%, -50%) translate(${data.labelAt.x}px, ${data.labelAt.y}px)` }}
          >
            {data.text}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

import { SegmentedControl, Skeleton, Tabs } from '@mantine/core';
import { IconArrowLeft, IconBolt, IconListDetails, IconSitemap } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../api/api';
import type { NodeCounts, Scenario, ScenarioCounts } from '../api/types';
import { useLanguage, useLocalized } from '../i18n';
import { Ago } from '../time/Time';
import { Snippet } from '../ui/Copyable';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import { messageIds, messageOfStep } from './definition';
import { MessagePreviews } from './MessagePreviews';
import { ScenarioNumbers, ScenarioStatus } from './ScenarioCard';
import { ScenarioGraph } from './ScenarioGraph';
import classes from './ScenarioPage.module.css';
import { SeedingLine } from './SeedingLine';
import { StepList } from './StepList';

export function ScenarioPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const localized = useLocalized();
  const scenario = useQuery({
    queryKey: ['scenarios', 'one', id],
    queryFn: ({ signal }) => api.scenarios.get(id, signal),
    refetchInterval: ({ state }) => (state.data?.seeding ? 2000 : 15_000),
  });
  const counts = useQuery({
    queryKey: ['scenarios', 'counts', id],
    queryFn: ({ signal }) => api.scenarios.counts(id, signal),
    enabled: scenario.isSuccess,
    refetchInterval: 2000,
    placeholderData: keepPreviousData,
  });
  const back = (
    <Link to="/scenarios" className={classes.back}>
      <IconArrowLeft size={14} aria-hidden />
      {t('nav.scenarios')}
    </Link>
  );
  const data = scenario.data;
  if (!data)
    return (
      <Page title={scenario.isError ? t('nav.scenarios') : ' '} before={back}>
        {scenario.isError ? (
          <Panel>
            <ErrorState error={scenario.error} onRetry={() => void scenario.refetch()} />
          </Panel>
        ) : (
          <Skeleton height={520} radius="lg" role="status" aria-label={t('common.loading')} />
        )}
      </Page>
    );
  return (
    <Page
      title={localized(data.name)}
      before={back}
      description={
        <span className={classes.lead}>
          <ScenarioStatus status={data.status} />
          <span className={classes.trigger}>
            <IconBolt size={14} aria-hidden />
            {localized(data.trigger)}
          </span>
          <span>
            {t('scenarios.version', { version: data.version })} ·{' '}
            <Trans i18nKey="scenarios.published" components={{ ago: <Ago at={data.publishedAt} /> }} />
          </span>
        </span>
      }
      actions={
        <div className={classes.numbers}>
          <ScenarioNumbers
            running={counts.data?.running ?? data.running}
            entered={counts.data?.entered ?? data.entered}
            goals={counts.data?.goals ?? data.goals}
            sent={sentInAll(counts.data) ?? data.sent}
          />
        </div>
      }
    >
      {data.seeding && <SeedingLine seeding={data.seeding} />}
      <ScenarioBody key={data.id} scenario={data} counts={counts.data} />
    </Page>
  );
}

type View = 'graph' | 'list';
type Side = 'readback' | 'messages' | 'source';
const nobody: NodeCounts = { now: 0, passed: 0, sent: 0, failed: 0, opened: 0, clicked: 0 };

function ScenarioBody({ scenario, counts }: { scenario: Scenario; counts: ScenarioCounts | undefined }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const [view, setView] = useState<View>(() => (window.matchMedia('(max-width: 760px)').matches ? 'list' : 'graph'));
  const [side, setSide] = useState<Side>('readback');
  const [step, setStep] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const messages = useMemo(() => messageIds(scenario), [scenario]);

  const countsOf = useCallback(
    (id: string) => counts?.nodes[id] ?? scenario.graph.nodes.find((node) => node.id === id)?.counts ?? nobody,
    [counts, scenario],
  );
  const select = (id: string) => {
    setStep(id);
    const sent = messageOfStep(scenario.definition, id);
    if (sent && messages.includes(sent)) {
      setMessage(sent);
      setSide('messages');
    }
  };

  return (
    <div className={classes.body}>
      <section className={classes.flow} aria-label={t('scenarios.flow')}>
        <header className={classes.flowHead}>
          <h2 className={classes.flowTitle}>{t('scenarios.flow')}</h2>
          <SegmentedControl
            size="xs"
            aria-label={t('scenarios.view')}
            value={view}
            onChange={(value) => setView(value as View)}
            data={[
              {
                value: 'graph',
                label: <ViewName icon={<IconSitemap size={14} aria-hidden />} name={t('scenarios.graph')} />,
              },
              {
                value: 'list',
                label: <ViewName icon={<IconListDetails size={14} aria-hidden />} name={t('scenarios.list')} />,
              },
            ]}
          />
        </header>
        {view === 'graph' ? (
          <ScenarioGraph scenario={scenario} counts={countsOf} selected={step} onSelect={select} />
        ) : (
          <StepList scenario={scenario} counts={countsOf} selected={step} onSelect={select} />
        )}
      </section>
      <section className={classes.side} aria-label={t('scenarios.details')}>
        <Tabs value={side} onChange={(value) => setSide((value as Side | null) ?? 'readback')} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="readback">{t('scenarios.readback')}</Tabs.Tab>
            <Tabs.Tab value="messages">{t('scenarios.messages')}</Tabs.Tab>
            <Tabs.Tab value="source">{t('scenarios.source')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="readback" className={classes.panel ?? ''}>
            <ol className={classes.sentences}>
              {scenario.readback[language].map((sentence, index) => (
                <li key={index}>{sentence}</li>
              ))}
            </ol>
          </Tabs.Panel>
          <Tabs.Panel value="messages" className={classes.panel ?? ''}>
            <MessagePreviews
              scenario={scenario.id}
              version={scenario.version}
              messages={messages}
              message={message}
              onChoose={setMessage}
            />
          </Tabs.Panel>
          <Tabs.Panel value="source" className={classes.panel ?? ''}>
            <Snippet code={scenario.source} label={t('scenarios.source')} />
          </Tabs.Panel>
        </Tabs>
      </section>
    </div>
  );
}

function ViewName({ icon, name }: { icon: React.ReactNode; name: string }) {
  return (
    <span className={classes.viewName}>
      {icon}
      {name}
    </span>
  );
}

function sentInAll(counts: ScenarioCounts | undefined): number | undefined {
  return counts && Object.values(counts.nodes).reduce((sum, node) => sum + node.sent, 0);
}

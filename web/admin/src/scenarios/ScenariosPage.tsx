import { Badge, Skeleton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState } from '../ui/States';
import { ScenarioCard } from './ScenarioCard';
import classes from './ScenariosPage.module.css';

export function useScenarios() {
  return useQuery({
    queryKey: ['scenarios', 'list'],
    queryFn: ({ signal }) => api.scenarios.list(signal),
    refetchInterval: 3000,
  });
}

export function ScenariosPage() {
  const { t } = useTranslation();
  const scenarios = useScenarios();
  const active = scenarios.data?.filter((scenario) => scenario.status === 'active') ?? [];
  const archived = scenarios.data?.filter((scenario) => scenario.status === 'archived') ?? [];
  return (
    <Page title={t('nav.scenarios')} description={t('scenarios.description')}>
      {scenarios.isPending ? (
        <div className={classes.cards} role="status" aria-label={t('common.loading')}>
          {[0, 1, 2].map((card) => (
            <Skeleton key={card} height={172} radius="lg" />
          ))}
        </div>
      ) : scenarios.isError && !scenarios.data ? (
        <Panel>
          <ErrorState error={scenarios.error} onRetry={() => void scenarios.refetch()} />
        </Panel>
      ) : scenarios.data?.length === 0 ? (
        <Panel>
          <EmptyState icon={IconRoute} title={t('scenarios.none')}>
            {t('scenarios.noneDetail')} <code>POST /api/scenarios</code>
          </EmptyState>
        </Panel>
      ) : (
        <>
          <ul className={classes.cards}>
            {active.map((scenario) => (
              <ScenarioCard key={scenario.id} scenario={scenario} />
            ))}
          </ul>
          {archived.length > 0 && (
            <>
              <h2 className={classes.group}>
                {t('scenarios.archived')} <Badge color="gray">{archived.length}</Badge>
              </h2>
              <ul className={classes.cards}>
                {archived.map((scenario) => (
                  <ScenarioCard key={scenario.id} scenario={scenario} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Page>
  );
}

import { Skeleton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState } from '../ui/States';
import { Tag } from '../ui/Tag';
import { ScenarioCard } from './ScenarioCard';
import classes from './ScenariosPage.module.css';
import { useScenarios } from './useScenarios';

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
                {t('scenarios.archived')} <Tag>{archived.length}</Tag>
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

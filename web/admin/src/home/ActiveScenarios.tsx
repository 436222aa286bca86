import { IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLocalized } from '../i18n';
import { ScenarioNumbers } from '../scenarios/ScenarioCard';
import { useScenarios } from '../scenarios/useScenarios';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import classes from './HomePage.module.css';

export function ActiveScenarios() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const scenarios = useScenarios();
  const active = scenarios.data?.filter((scenario) => scenario.status === 'active') ?? [];
  return (
    <Panel
      title={t('home.activeScenarios')}
      aside={
        <Link to="/scenarios" className={classes.more}>
          {t('common.seeAll')}
        </Link>
      }
      flush
    >
      {scenarios.isPending ? (
        <RowsSkeleton rows={3} />
      ) : scenarios.isError && !scenarios.data ? (
        <ErrorState error={scenarios.error} onRetry={() => void scenarios.refetch()} />
      ) : active.length === 0 ? (
        <EmptyState icon={IconRoute} title={t('home.noScenarios')}>
          {t('home.noScenariosDetail')}
        </EmptyState>
      ) : (
        <ul className={classes.rows}>
          {active.map((scenario) => (
            <li key={scenario.id} className={classes.scenario}>
              <h3 className={classes.scenarioName}>
                <Link to={`/scenarios/${scenario.id}`}>{localized(scenario.name)}</Link>
              </h3>
              <p className={classes.trigger}>{localized(scenario.trigger)}</p>
              <ScenarioNumbers {...scenario} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

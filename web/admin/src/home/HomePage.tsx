import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/api';
import type { System } from '../api/types';
import { useSession } from '../session/SessionContext';
import { Count } from '../ui/Count';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import { ActiveScenarios } from './ActiveScenarios';
import classes from './HomePage.module.css';
import { NewestEvents } from './NewestEvents';
import { NewestMails } from './NewestMails';
import { TryIt } from './TryIt';

export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => api.system(signal),
    refetchInterval: 3000,
  });
}

/** What is going on: the numbers, the scenarios at work, what came in and what went out. */
export function HomePage() {
  const { t } = useTranslation();
  const session = useSession();
  const system = useSystem();
  return (
    <Page title={t('nav.home')} description={t('home.description')}>
      {session.demo && <TryIt />}
      {system.isError && !system.data ? (
        <Panel>
          <ErrorState error={system.error} onRetry={() => void system.refetch()} />
        </Panel>
      ) : (
        <KeyNumbers counts={system.data?.counts} />
      )}
      <div className={classes.columns}>
        <ActiveScenarios />
        <div className={classes.side}>
          <NewestMails />
          <NewestEvents />
        </div>
      </div>
    </Page>
  );
}

function KeyNumbers({ counts }: { counts: System['counts'] | undefined }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.numbers}>
      <KeyNumber name={t('home.customers')} to="/customers" value={counts?.customers} />
      <KeyNumber name={t('home.events')} to="/events" value={counts?.events} />
      <KeyNumber name={t('home.sent')} to="/messages?status=sent" value={counts?.sent} />
      <KeyNumber name={t('home.queued')} to="/messages?status=queued" value={counts?.queued} />
    </dl>
  );
}

function KeyNumber({ name, value, to }: { name: string; value: number | undefined; to: string }): ReactNode {
  return (
    <div className={classes.number}>
      <dt>
        <Link to={to}>{name}</Link>
      </dt>
      <dd>{value === undefined ? <Skeleton height={24} width={72} mt={6} mb={6} /> : <Count value={value} />}</dd>
    </div>
  );
}

import { Skeleton, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../api/api';
import type { Customer, Json, Run } from '../api/types';
import { useLocalized } from '../i18n';
import { Ago, At } from '../time/Time';
import { Avatar } from '../ui/Avatar';
import { CopyIcon } from '../ui/Copyable';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import { ConsentsPanel } from './ConsentsPanel';
import classes from './CustomerPage.module.css';
import { Timeline } from './Timeline';

export function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const customer = useQuery({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) => api.customers.get(id, signal),
    refetchInterval: 3000,
  });
  const back = (
    <Link to="/customers" className={classes.back}>
      <IconArrowLeft size={14} aria-hidden />
      {t('nav.customers')}
    </Link>
  );
  if (customer.isError && !customer.data)
    return (
      <Page title={t('customers.customer')} before={back}>
        <Panel>
          <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
        </Panel>
      </Page>
    );
  const data = customer.data;
  return (
    <Page title={data?.label ?? ' '} before={back} description={data ? <Lead customer={data} /> : ' '}>
      {data?.mergedInto && (
        <p className={classes.merged}>
          {t('customers.merged')} <Link to={`/customers/${data.mergedInto}`}>{t('customers.openMerged')}</Link>
        </p>
      )}
      <div className={classes.columns}>
        <Timeline key={id} customer={id} />
        <div className={classes.side}>{data ? <Profile customer={data} /> : <Skeleton height={320} radius="lg" />}</div>
      </div>
    </Page>
  );
}

function Lead({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <span className={classes.lead}>
      <Avatar id={customer.id} label={customer.label} size={22} />
      <span>{customer.email ?? t('customers.noEmail')}</span>
      {customer.lastSeenAt && (
        <span>
          <Trans i18nKey="customers.lastSeenAgo" components={{ ago: <Ago at={customer.lastSeenAt} /> }} />
        </span>
      )}
    </span>
  );
}

function Profile({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const attributes = Object.entries(customer.attributes);
  return (
    <>
      <Panel title={t('customers.runs')}>
        {customer.runs.length === 0 ? (
          <p className={classes.none}>{t('customers.noRuns')}</p>
        ) : (
          <ul className={classes.plain}>
            {customer.runs.map((run) => (
              <RunLine key={run.id} run={run} />
            ))}
          </ul>
        )}
      </Panel>
      <ConsentsPanel customer={customer.id} />
      <Panel title={t('customers.attributes')}>
        {attributes.length === 0 ? (
          <p className={classes.none}>{t('customers.noAttributes')}</p>
        ) : (
          <dl className={classes.facts}>
            {attributes.map(([name, value]) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd>{plain(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
      <Panel title={t('customers.identities')}>
        <dl className={classes.facts}>
          {customer.identities.map(({ kind, value }) => (
            <div key={kind + value}>
              <dt>{identityKind(kind, t)}</dt>
              <dd className={classes.identity}>
                <span className="mono">{value}</span>
                <CopyIcon value={value} label={t('common.copy')} />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('customers.since')}</dt>
            <dd>
              <At at={customer.createdAt} />
            </dd>
          </div>
        </dl>
      </Panel>
    </>
  );
}

function RunLine({ run }: { run: Run }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <li className={classes.run}>
      <span className={classes.runName}>
        <Link to={`/scenarios/${run.scenario}`}>{localized(run.scenarioName)}</Link>
        {run.step && (
          <Tooltip label={t('customers.atStep')}>
            <code>{run.step}</code>
          </Tooltip>
        )}
      </span>
      <span className={classes.small}>
        {run.until ? (
          <Trans i18nKey="customers.waitsUntil" components={{ at: <At at={run.until} /> }} />
        ) : (
          <Trans i18nKey="customers.startedAt" components={{ ago: <Ago at={run.startedAt} /> }} />
        )}
        {run.key && (
          <>
            {' · '}
            {t('customers.key')} <span className="mono">{run.key}</span>
          </>
        )}
      </span>
    </li>
  );
}

function identityKind(kind: string, t: TFunction): string {
  switch (kind) {
    case 'userId':
    case 'anonymousId':
    case 'email':
    case 'line':
      return t(`identity.${kind}`);
    default:
      return kind;
  }
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

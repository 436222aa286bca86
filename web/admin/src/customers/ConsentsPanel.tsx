import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import type { ConsentEntry } from '../api/types';
import { useLocalized } from '../i18n';
import { Ago, At } from '../time/Time';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import { Tag } from '../ui/Tag';
import classes from './CustomerPage.module.css';

const tones = { subscribed: 'good', unsubscribed: 'bad', asked: 'warn', none: 'neutral', free: 'neutral' } as const;
const acts = { granted: 'good', refused: 'bad', asked: 'warn' } as const;

/** What the customer says now of being written to, and everything that was ever said, with its proof. */
export function ConsentsPanel({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const consents = useQuery({
    queryKey: ['customers', 'consents', customer],
    queryFn: ({ signal }) => api.customers.consents(customer, signal),
    refetchInterval: 10_000,
  });
  return (
    <Panel title={t('customers.consents')}>
      {consents.data ? (
        <>
          <ul className={classes.plain}>
            {consents.data.current.map((each) => (
              <li key={each.matter} className={classes.consent}>
                <span className={classes.matter}>
                  <span className="ellipsis">{localized(each.name) || each.matter}</span>
                  {each.status === 'free' && <span className={classes.small}>{t('customers.freeText')}</span>}
                </span>
                <span className={classes.consentState}>
                  {each.since && <Ago at={each.since} className={classes.small ?? ''} />}
                  <Tag tone={tones[each.status]}>{t(`customers.consent.${each.status}`)}</Tag>
                </span>
              </li>
            ))}
          </ul>
          {consents.data.ledger.length > 0 && (
            <details className={classes.ledger}>
              <summary>{t('customers.ledger', { count: consents.data.ledger.length })}</summary>
              <ol className={classes.plain}>
                {consents.data.ledger.map((entry, index) => (
                  <LedgerEntry key={`${entry.at} ${entry.matter} ${index}`} entry={entry} />
                ))}
              </ol>
            </details>
          )}
        </>
      ) : consents.isError ? (
        <ErrorState error={consents.error} onRetry={() => void consents.refetch()} />
      ) : (
        <Skeleton height={80} />
      )}
    </Panel>
  );
}

function LedgerEntry({ entry }: { entry: ConsentEntry }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const proof = [entry.source, entry.form, entry.address, entry.ip].filter(Boolean).join(' · ');
  return (
    <li className={classes.ledgerEntry}>
      <span className={classes.consent}>
        <span>{localized(entry.name) || entry.matter}</span>
        <Tag tone={acts[entry.act]}>{t(`customers.act.${entry.act}`)}</Tag>
      </span>
      <span className={classes.small}>
        <At at={entry.at} />
        {proof && ` · ${proof}`}
      </span>
      {entry.text && <q className={classes.small}>{entry.text}</q>}
    </li>
  );
}

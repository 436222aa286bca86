import { NativeSelect } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import type { Refusal } from '../api/types';
import ja from '../i18n/ja.json';
import { Ago } from '../time/Time';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { type Column, Table } from '../ui/Table';
import classes from './SettingsPage.module.css';

type Cause = keyof typeof ja.refusals.advice;

const periods = [1, 7, 30];

/** Where our mails are refused for what we are, and what to do. */
export function RefusalsPanel() {
  const { t } = useTranslation();
  const [days, setDays] = useState(7);
  const refusals = useQuery({
    queryKey: ['refusals', days],
    queryFn: ({ signal }) => api.refusals(days, signal),
    placeholderData: keepPreviousData,
  });
  const rows = refusals.data?.refusals ?? [];
  return (
    <Panel
      flush
      title={t('refusals.title')}
      aside={
        <NativeSelect
          size="xs"
          aria-label={t('refusals.days')}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={periods.map((count) => ({ value: String(count), label: t('refusals.lastDays', { count }) }))}
        />
      }
    >
      {refusals.isPending ? (
        <RowsSkeleton rows={2} />
      ) : refusals.isError && rows.length === 0 ? (
        <ErrorState error={refusals.error} onRetry={() => void refusals.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconShieldCheck} title={t('refusals.none')}>
          {t('refusals.noneDetail')}
        </EmptyState>
      ) : (
        <>
          <p className={classes.aboveTable}>{t('refusals.text')}</p>
          <RefusalTable rows={rows} />
        </>
      )}
    </Panel>
  );
}

function RefusalTable({ rows }: { rows: Refusal[] }) {
  const { t } = useTranslation();
  const columns: Column<Refusal>[] = [
    {
      key: 'sender',
      header: t('refusals.sender'),
      main: true,
      width: '20%',
      cell: (one) => <strong className={classes.domain}>{one.sender || t('refusals.unknownSender')}</strong>,
    },
    {
      key: 'house',
      header: t('refusals.house'),
      width: '18%',
      cell: (one) => <span className={classes.domain}>{one.house || t('refusals.unknown')}</span>,
    },
    { key: 'why', header: t('refusals.why'), width: '40%', cell: (one) => <Why refusal={one} /> },
    { key: 'messages', header: t('refusals.messages'), align: 'right', cell: (one) => one.messages.toLocaleString() },
    { key: 'last', header: t('refusals.last'), cell: (one) => <Ago at={one.last} /> },
  ];
  return (
    <Table
      label={t('refusals.title')}
      columns={columns}
      rows={rows}
      rowKey={(one) => `${one.sender} ${one.house} ${one.cause}`}
    />
  );
}

function Why({ refusal: { cause, words } }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const known: Cause = cause in ja.refusals.advice ? (cause as Cause) : 'rules';
  return (
    <div className={classes.why}>
      <strong>{t(`cause.${known}`)}</strong>
      <span>{t(`refusals.advice.${known}`)}</span>
      {words && (
        <details>
          <summary>{t('refusals.words')}</summary>
          <q lang="en">{words}</q>
        </details>
      )}
    </div>
  );
}

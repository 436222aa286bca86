import { Button, Group, Select } from '@mantine/core';
import { IconDownload, IconMailOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, suppressionExportUrl } from '../api/api';
import type { Suppression, SuppressionReason } from '../api/types';
import { Ago, At } from '../time/Time';
import { LoadMore } from '../ui/LoadMore';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { SearchBox } from '../ui/SearchBox';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { type Column, Table } from '../ui/Table';
import { Tag, type Tone } from '../ui/Tag';
import { AddButton } from './AddButton';
import { ImportButton } from './ImportButton';
import { LiftButton } from './LiftButton';
import classes from './SuppressionsPage.module.css';

const tones: Record<SuppressionReason, Tone> = {
  bounced: 'bad',
  complained: 'warn',
  manual: 'neutral',
  imported: 'neutral',
  soft: 'info',
};
const reasons = Object.keys(tones) as SuppressionReason[];

/** Addresses that get no mail, and why. */
export function SuppressionsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const reason = params.get('reason') ?? '';
  const list = useInfiniteQuery({
    queryKey: ['suppressions', q, reason],
    queryFn: ({ pageParam, signal }) => api.suppressions.list({ search: q, reason, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.suppressions) ?? [];
  const total = list.data?.pages[0]?.total;
  const filtered = q !== '' || reason !== '';
  const filter = (next: { q: string; reason: string }) =>
    setParams(
      Object.entries(next).filter(([, value]) => value !== ''),
      { replace: true },
    );

  return (
    <Page
      title={t('nav.suppressions')}
      description={
        total === undefined
          ? ' '
          : t(filtered ? 'suppressions.found' : 'suppressions.total', { count: total })
      }
      actions={
        <Group gap={8}>
          <ImportButton />
          <Button
            component="a"
            href={suppressionExportUrl}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {t('suppressions.export')}
          </Button>
          <AddButton />
        </Group>
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('suppressions.search')}
          value={q}
          onChange={(text) => filter({ q: text, reason })}
          className={classes.search ?? ''}
        />
        <Select
          aria-label={t('suppressions.reason')}
          value={reason}
          allowDeselect={false}
          data={[
            { value: '', label: t('suppressions.anyReason') },
            ...reasons.map((each) => ({ value: each, label: t(`suppressions.reasons.${each}`) })),
          ]}
          onChange={(value) => filter({ q, reason: value ?? '' })}
        />
      </div>
      <Panel flush>
        {list.isPending ? (
          <RowsSkeleton rows={8} />
        ) : list.isError && rows.length === 0 ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={IconMailOff}
            title={t(filtered ? 'suppressions.noneFound' : 'suppressions.none')}
            action={
              filtered && (
                <Button variant="default" size="xs" onClick={() => filter({ q: '', reason: '' })}>
                  {t('common.clearFilters')}
                </Button>
              )
            }
          >
            {t(filtered ? 'suppressions.noneFoundDetail' : 'suppressions.noneDetail')}
          </EmptyState>
        ) : (
          <SuppressionTable rows={rows} />
        )}
        <LoadMore {...list} />
      </Panel>
    </Page>
  );
}

function SuppressionTable({ rows }: { rows: Suppression[] }) {
  const { t } = useTranslation();
  const columns: Column<Suppression>[] = [
    {
      key: 'address',
      header: t('suppressions.address'),
      main: true,
      width: '42%',
      cell: (one) => (
        <div>
          <span className={classes.address}>{one.address}</span>
          {/* Of a complaint the report tells only its kind. */}
          {one.detail && one.reason !== 'complained' && (
            <span className={`${classes.detail} ellipsis`} title={one.detail}>
              {one.detail}
            </span>
          )}
        </div>
      ),
    },
    {
      key: 'reason',
      header: t('suppressions.reason'),
      cell: (one) => <Tag tone={tones[one.reason]}>{t(`suppressions.reasons.${one.reason}`)}</Tag>,
    },
    { key: 'since', header: t('suppressions.since'), cell: (one) => <Ago at={one.since} /> },
    {
      key: 'until',
      header: t('suppressions.until'),
      cell: (one) => (one.until ? <At at={one.until} /> : t('suppressions.forever')),
    },
    {
      key: 'action',
      header: t('suppressions.action'),
      align: 'right',
      cell: (one) => <LiftButton suppression={one} />,
    },
  ];
  return (
    <Table
      label={t('nav.suppressions')}
      columns={columns}
      rows={rows}
      rowKey={(one) => `${one.address} ${one.reason}`}
    />
  );
}

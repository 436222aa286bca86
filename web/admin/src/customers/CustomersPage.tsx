import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../api/api';
import type { CustomerSummary } from '../api/types';
import { Ago } from '../time/Time';
import { Avatar } from '../ui/Avatar';
import { LoadMore } from '../ui/LoadMore';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { SearchBox } from '../ui/SearchBox';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { type Column, Table } from '../ui/Table';
import { Tag } from '../ui/Tag';
import classes from './CustomersPage.module.css';

export function CustomersPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const customers = useInfiniteQuery({
    queryKey: ['customers', 'list', q],
    queryFn: ({ pageParam, signal }) => api.customers.list({ q, before: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = customers.data?.pages.flatMap((page) => page.customers) ?? [];
  const total = customers.data?.pages[0]?.total;
  const find = (text: string) => setSearch(text ? { q: text } : {}, { replace: true });

  return (
    <Page
      title={t('nav.customers')}
      description={
        total === undefined ? ' ' : q ? t('customers.found', { count: total }) : t('customers.total', { count: total })
      }
    >
      <SearchBox label={t('customers.search')} value={q} onChange={find} className={classes.search ?? ''} />
      <Panel flush>
        {customers.isPending ? (
          <RowsSkeleton rows={8} />
        ) : customers.isError && rows.length === 0 ? (
          <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={IconUsers}
            title={q ? t('customers.noneFound', { q }) : t('customers.none')}
            action={
              q ? (
                <Button variant="default" size="xs" onClick={() => find('')}>
                  {t('common.clearFilters')}
                </Button>
              ) : (
                <Button component={Link} to="/settings" variant="default" size="xs">
                  {t('events.howToSend')}
                </Button>
              )
            }
          >
            {q ? t('customers.noneFoundDetail') : t('customers.noneDetail')}
          </EmptyState>
        ) : (
          <CustomerTable rows={rows} />
        )}
        <LoadMore {...customers} />
      </Panel>
    </Page>
  );
}

function CustomerTable({ rows }: { rows: CustomerSummary[] }) {
  const { t } = useTranslation();
  const columns: Column<CustomerSummary>[] = [
    {
      key: 'label',
      header: t('customers.customer'),
      main: true,
      width: '36%',
      cell: (customer) => (
        <Link to={`/customers/${customer.id}`} className={classes.name}>
          <Avatar id={customer.id} label={customer.anonymous ? '?' : customer.label} />
          <span className="ellipsis">{customer.label}</span>
          {customer.anonymous && <Tag>{t('customers.anonymous')}</Tag>}
        </Link>
      ),
    },
    {
      key: 'email',
      header: t('customers.email'),
      width: '28%',
      cell: (customer) => customer.email ?? <Nothing />,
    },
    {
      key: 'userId',
      header: t('customers.userId'),
      cell: (customer) => (customer.userId ? <span className="mono">{customer.userId}</span> : <Nothing />),
    },
    {
      key: 'lastSeen',
      header: t('customers.lastSeen'),
      cell: (customer) => (customer.lastSeenAt ? <Ago at={customer.lastSeenAt} /> : <Nothing />),
    },
  ];
  return <Table label={t('nav.customers')} columns={columns} rows={rows} rowKey={(customer) => customer.id} />;
}

export function Nothing() {
  const { t } = useTranslation();
  return (
    <span style={{ color: 'var(--mantine-color-dimmed)' }}>
      <span aria-hidden>–</span>
      <span className="visually-hidden">{t('common.nothing')}</span>
    </span>
  );
}

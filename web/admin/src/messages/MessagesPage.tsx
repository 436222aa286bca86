import { UnstyledButton } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../api/api';
import { type Message, type MessageStatus, messageStatuses } from '../api/types';
import { useScenarioNames } from '../scenarios/useScenarios';
import { Ago } from '../time/Time';
import { ChannelTag } from '../ui/ChannelTag';
import { Count } from '../ui/Count';
import { LoadMore } from '../ui/LoadMore';
import { MessageStatusTag } from '../ui/MessageStatus';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { type Column, Table } from '../ui/Table';
import { MessageDrawer } from './MessageDrawer';
import classes from './MessagesPage.module.css';

export function MessagesPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<string | null>(null);
  const status = messageStatuses.find((known) => known === search.get('status'));
  const messages = useInfiniteQuery({
    queryKey: ['messages', 'list', status ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.messages.list({ ...(status ? { status } : {}), before: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Only the first page is fresh news; once somebody pages back, the list stands still.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 1) === 1 ? 4000 : false),
  });
  const rows = messages.data?.pages.flatMap((page) => page.messages) ?? [];
  const counts = messages.data?.pages[0]?.counts;
  const choose = (choice: MessageStatus | undefined) => setSearch(choice ? { status: choice } : {}, { replace: true });
  const all = counts ? messageStatuses.reduce((sum, one) => sum + (counts[one] ?? 0), 0) : undefined;

  return (
    <Page title={t('nav.messages')} description={t('messages.description')}>
      <div className={classes.filters} role="group" aria-label={t('messages.byStatus')}>
        <FilterChip name={t('messages.all')} count={all} chosen={!status} onClick={() => choose(undefined)} />
        {messageStatuses.map((one) => (
          <FilterChip
            key={one}
            name={t(`status.${one}`)}
            count={counts?.[one] ?? (counts ? 0 : undefined)}
            chosen={status === one}
            onClick={() => choose(one)}
          />
        ))}
      </div>
      {status && <p className={classes.meaning}>{t(`messages.meaning.${status}`)}</p>}
      <Panel flush>
        {messages.isPending ? (
          <RowsSkeleton rows={8} />
        ) : messages.isError && rows.length === 0 ? (
          <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={IconSend} title={status ? t('messages.noneWithStatus') : t('messages.none')}>
            {status ? null : t('messages.noneDetail')}
          </EmptyState>
        ) : (
          <MessageTable rows={rows} onOpen={setOpened} />
        )}
        <LoadMore {...messages} />
      </Panel>
      <MessageDrawer message={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}

type ChipProps = { name: string; count: number | undefined; chosen: boolean; onClick: () => void };

function FilterChip({ name, count, chosen, onClick }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={chosen} onClick={onClick}>
      {name}
      {count !== undefined && <Count value={count} className={classes.count ?? ''} />}
    </button>
  );
}

function MessageTable({ rows, onOpen }: { rows: Message[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const scenarioName = useScenarioNames();
  const columns: Column<Message>[] = [
    {
      key: 'subject',
      header: t('mailbox.subject'),
      main: true,
      width: '42%',
      cell: (message) => (
        <div className={classes.subject}>
          <UnstyledButton className={`${classes.open} ellipsis`} onClick={() => onOpen(message.id)}>
            <ChannelTag channel={message.channel} /> {message.subject ?? t('messages.detail.title')}
          </UnstyledButton>
          {message.error && <span className={classes.error}>{message.error}</span>}
        </div>
      ),
    },
    {
      key: 'customer',
      header: t('customers.customer'),
      cell: (message) => (
        <span className={classes.customer}>
          <Link to={`/customers/${message.customer.id}`}>{message.customer.label}</Link>
          <span className={`${classes.small} ellipsis`}>{message.to}</span>
        </span>
      ),
    },
    {
      key: 'scenario',
      header: t('messages.scenarioAndStep'),
      cell: (message) => (
        <span className={classes.customer}>
          <Link to={`/scenarios/${message.scenario}`} className="ellipsis">
            {scenarioName(message.scenario)}
          </Link>
          <span className={`${classes.small} mono`}>{message.step}</span>
        </span>
      ),
    },
    {
      key: 'status',
      header: t('messages.status'),
      width: '132px',
      cell: (message) => (
        <span className={classes.status}>
          <MessageStatusTag status={message.status} />
          {message.attempts > 1 && (
            <span className={classes.small}>{t('messages.attempts', { count: message.attempts })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'updated',
      header: t('messages.updated'),
      width: '110px',
      align: 'right',
      cell: (message) => <Ago at={message.updatedAt} className={classes.small ?? ''} />,
    },
  ];
  return <Table label={t('nav.messages')} columns={columns} rows={rows} rowKey={(message) => message.id} />;
}

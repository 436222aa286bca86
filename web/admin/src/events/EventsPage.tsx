import { Button, Select } from '@mantine/core';
import { IconActivity, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { LiveDot } from '../ui/LiveDot';
import { LoadMore } from '../ui/LoadMore';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { SearchBox } from '../ui/SearchBox';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { EventRow } from './EventRow';
import classes from './EventsPage.module.css';
import { useEventFeed } from './useEventFeed';

export function EventsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = { name: search.get('name') ?? '', q: search.get('q') ?? '' };
  const [paused, setPaused] = useState(false);
  const { events, waiting, history, state } = useEventFeed(filter, paused);
  const names = useNamesSeen(events.map((event) => event.name));
  const loadedFrom = useRef<string>(undefined);
  const newest = history.data?.pages[0]?.events[0]?.seq;
  loadedFrom.current ??= newest;

  const change = (name: 'name' | 'q', value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const filtered = Boolean(filter.name || filter.q);

  return (
    <Page
      title={t('nav.events')}
      description={t('events.description')}
      actions={
        <>
          <LiveDot state={paused ? 'paused' : state} />
          <Button
            variant="default"
            size="xs"
            leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
            onClick={() => setPaused(!paused)}
          >
            {paused ? t('events.resume') : t('events.pause')}
          </Button>
        </>
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('events.search')}
          value={filter.q}
          onChange={(value) => change('q', value)}
          className={classes.search ?? ''}
        />
        <Select
          size="sm"
          clearable
          searchable
          aria-label={t('events.filterByName')}
          placeholder={t('events.allNames')}
          data={filter.name && !names.includes(filter.name) ? [filter.name, ...names] : names}
          value={filter.name || null}
          onChange={(value) => change('name', value ?? '')}
          nothingFoundMessage={t('events.noSuchName')}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          className={classes.names ?? ''}
        />
      </div>
      <Panel flush>
        {waiting > 0 && (
          <button type="button" className={classes.waiting} onClick={() => setPaused(false)}>
            {t('events.waiting', { count: waiting })}
          </button>
        )}
        {history.isPending ? (
          <RowsSkeleton rows={8} />
        ) : history.isError && !history.data ? (
          <ErrorState error={history.error} onRetry={() => void history.refetch()} />
        ) : events.length === 0 ? (
          <EmptyState
            icon={IconActivity}
            title={filtered ? t('events.noneFound') : t('events.none')}
            action={
              filtered ? (
                <Button variant="default" size="xs" onClick={() => setSearch({}, { replace: true })}>
                  {t('common.clearFilters')}
                </Button>
              ) : (
                <Button component={Link} to="/settings" variant="default" size="xs">
                  {t('events.howToSend')}
                </Button>
              )
            }
          >
            {filtered ? t('events.noneFoundDetail') : t('events.noneDetail')}
          </EmptyState>
        ) : (
          <ul className={classes.list} aria-label={t('nav.events')}>
            {events.map((event) => (
              <EventRow
                key={event.seq}
                event={event}
                fresh={loadedFrom.current !== undefined && Number(event.seq) > Number(loadedFrom.current)}
              />
            ))}
          </ul>
        )}
        <LoadMore {...history} />
      </Panel>
    </Page>
  );
}

/** Remembers every name that passed by, so that filtering by one does not empty the choice. */
function useNamesSeen(names: string[]): string[] {
  const seen = useRef(new Set<string>());
  names.filter(Boolean).forEach((name) => seen.current.add(name));
  return [...seen.current].sort();
}

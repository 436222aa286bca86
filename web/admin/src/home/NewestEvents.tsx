import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/api';
import { EventIcon } from '../events/eventIcon';
import { eventLabel, rawName } from '../events/eventNames';
import { Ago } from '../time/Time';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import classes from './HomePage.module.css';

export function NewestEvents() {
  const { t } = useTranslation();
  const events = useQuery({
    queryKey: ['home', 'events'],
    queryFn: async ({ signal }) => (await api.events.list({ limit: 6 }, signal)).events,
    refetchInterval: 3000,
  });
  return (
    <Panel
      title={t('home.newestEvents')}
      aside={
        <Link to="/events" className={classes.more}>
          {t('common.seeAll')}
        </Link>
      }
      flush
    >
      {events.isPending ? (
        <RowsSkeleton rows={3} />
      ) : events.isError && !events.data ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data?.length === 0 ? (
        <EmptyState icon={IconActivity} title={t('events.none')}>
          {t('events.noneDetail')}
        </EmptyState>
      ) : (
        <ul className={classes.rows}>
          {events.data?.map((event) => (
            <li key={event.seq} className={classes.row}>
              <span style={{ color: 'var(--mantine-color-dimmed)', lineHeight: 0 }}>
                <EventIcon event={event} />
              </span>
              <span className={classes.rowText}>
                <span className="ellipsis">{eventLabel(event, t) ?? rawName(event)}</span>
                <span className={`${classes.small} ellipsis`}>
                  {event.customer && (
                    <Link to={`/customers/${event.customer.id}`} style={{ fontWeight: 400 }}>
                      {event.customer.label}
                    </Link>
                  )}
                </span>
              </span>
              <Ago at={event.timestamp} className={classes.when ?? ''} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

import { IconChevronRight } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Event } from '../api/types';
import { useLanguage } from '../i18n';
import { useTimeZone } from '../session/SessionContext';
import { exactTime } from '../time/format';
import { Ago } from '../time/Time';
import { JsonView } from '../ui/Json';
import { EventIcon } from './eventIcon';
import { eventDetail, eventLabel, rawName } from './eventNames';
import { useNaming } from './useNaming';
import classes from './EventRow.module.css';

export const EventRow = memo(function EventRow({ event, fresh }: { event: Event; fresh: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const detail = useId();
  const label = eventLabel(event, t);
  const naming = useNaming();
  return (
    <li className={classes.row} data-fresh={fresh || undefined}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={detail}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} className={classes.chevron} aria-hidden />
          <span className={classes.icon}>
            <EventIcon event={event} />
          </span>
          <span className={classes.words}>
            <span className={classes.name}>
              {label ?? rawName(event)}
              {label && label !== rawName(event) && <span className={classes.raw}>{rawName(event)}</span>}
            </span>
            <span className={`${classes.summary} ellipsis`}>{eventDetail(event, naming)}</span>
          </span>
        </button>
        <span className={`${classes.customer} ellipsis`}>
          {event.customer && <Link to={`/customers/${event.customer.id}`}>{event.customer.label}</Link>}
        </span>
        <Ago at={event.timestamp} className={classes.time ?? ''} />
      </div>
      <div id={detail} hidden={!open}>
        {open && <EventDetail event={event} />}
      </div>
    </li>
  );
});

function EventDetail({ event }: { event: Event }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const zone = useTimeZone();
  return (
    <div className={classes.detail}>
      <dl className={classes.facts}>
        <dt>{t('events.type')}</dt>
        <dd className="mono">{event.type}</dd>
        <dt>{t('events.happened')}</dt>
        <dd>{exactTime(event.timestamp, zone, language)}</dd>
        <dt>{t('events.received')}</dt>
        <dd>{exactTime(event.receivedAt, zone, language)}</dd>
        <dt>messageId</dt>
        <dd className="mono">{event.messageId}</dd>
      </dl>
      <div>
        <p className={classes.caption}>{t('events.properties')}</p>
        <JsonView value={event.properties} label={t('events.properties')} />
      </div>
      {Object.keys(event.context ?? {}).length > 0 && (
        <div>
          <p className={classes.caption}>{t('events.context')}</p>
          <JsonView value={event.context} label={t('events.context')} />
        </div>
      )}
    </div>
  );
}

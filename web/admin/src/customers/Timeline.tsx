import {
  IconArrowsSplit2,
  IconBan,
  IconCalendarClock,
  IconCircleCheck,
  IconClockPause,
  IconDoorExit,
  IconFlag,
  IconGitMerge,
  IconHandStop,
  IconHistory,
  IconLogin2,
  IconMail,
  IconPlayerSkipForward,
  IconRefresh,
  IconRotateClockwise,
  IconSend,
  IconZzz,
  IconArrowBackUp,
  type IconProps,
} from '@tabler/icons-react';
import { type ComponentType, Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Decision, DecisionKind, Event, TimelineEntry, TimelineMessage } from '../api/types';
import { EventIcon } from '../events/eventIcon';
import { eventDetail, eventLabel, isOwn, type Naming, rawName } from '../events/eventNames';
import { useNaming } from '../events/useNaming';
import { useLanguage } from '../i18n';
import { useTimeZone } from '../session/SessionContext';
import { dayHeading } from '../time/format';
import { nowMs } from '../time/now';
import { TimeOfDay } from '../time/Time';
import { ChannelTag } from '../ui/ChannelTag';
import { JsonView } from '../ui/Json';
import { LiveDot } from '../ui/LiveDot';
import { LoadMore } from '../ui/LoadMore';
import { MessageStatusTag } from '../ui/MessageStatus';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import { decisionReason, decisionSentence, messageSentence } from './sentences';
import classes from './Timeline.module.css';
import { useTimeline } from './useTimeline';

export function Timeline({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const zone = useTimeZone();
  const { pages, entries } = useTimeline(customer);
  const naming = { ...useNaming(), subject: subjects(entries) };
  let day = '';
  return (
    <Panel title={t('timeline.title')} aside={<LiveDot state={pages.isError ? 'offline' : 'live'} />} flush>
      {pages.isPending ? (
        <RowsSkeleton rows={6} />
      ) : pages.isError ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : entries.length === 0 ? (
        <EmptyState icon={IconHistory} title={t('timeline.none')}>
          {t('timeline.noneDetail')}
        </EmptyState>
      ) : (
        <ol className={classes.list}>
          {entries.map((entry) => {
            const heading = dayHeading(entry.at, zone, language, nowMs());
            const first = heading !== day;
            day = heading;
            return (
              <Fragment key={`${entry.kind} ${entry.id}`}>
                {first && <li className={classes.day}>{heading}</li>}
                <Entry entry={entry} naming={naming} />
              </Fragment>
            );
          })}
        </ol>
      )}
      <LoadMore {...pages} />
    </Panel>
  );
}

/** What the messages of these entries were headed, by their ids. */
function subjects(entries: TimelineEntry[]): (id: string) => string | undefined {
  const known = new Map(
    entries.flatMap((entry) => (entry.kind === 'message' ? [[entry.message.id, entry.message.subject] as const] : [])),
  );
  return (id) => known.get(id);
}

function Entry({ entry, naming }: { entry: TimelineEntry; naming: Naming }) {
  switch (entry.kind) {
    case 'event':
      return <EventEntry at={entry.at} event={entry.event} naming={naming} />;
    case 'decision':
      return <DecisionEntry at={entry.at} decision={entry.decision} />;
    case 'message':
      return <MessageEntry at={entry.at} message={entry.message} />;
  }
}

type LineProps = { at: string; kind: TimelineEntry['kind']; icon: ReactNode; children: ReactNode; tone?: string };

function Line({ at, kind, icon, children, tone }: LineProps) {
  return (
    <li className={classes.entry} data-kind={kind} data-tone={tone}>
      <span className={classes.icon}>{icon}</span>
      <div className={classes.content}>{children}</div>
      <TimeOfDay at={at} className={classes.time ?? ''} />
    </li>
  );
}

function EventEntry({ at, event, naming }: { at: string; event: Event; naming: Naming }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const label = eventLabel(event, t);
  const more = Object.keys(event.properties ?? {}).length > 0;
  return (
    <Line at={at} kind="event" icon={<EventIcon event={event} size={15} />}>
      <p className={classes.sentence}>
        {label ?? rawName(event)}
        {label && (open || !isOwn(event)) && (
          <>
            {' '}
            <span className={classes.raw}>{rawName(event)}</span>
          </>
        )}
      </p>
      {more && (
        <button type="button" className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="ellipsis">{eventDetail(event, naming)}</span>
        </button>
      )}
      {open && <JsonView value={event.properties} label={t('events.properties')} />}
    </Line>
  );
}

const decisionIcons: Record<DecisionKind, ComponentType<IconProps>> = {
  entered: IconLogin2,
  waiting: IconCalendarClock,
  sent: IconSend,
  branched: IconArrowsSplit2,
  exited: IconDoorExit,
  goal: IconFlag,
  ended: IconCircleCheck,
  ignored: IconZzz,
  restarted: IconRotateClockwise,
  refreshed: IconRefresh,
  blocked: IconBan,
  deferred: IconClockPause,
  held: IconHandStop,
  done: IconCircleCheck,
  withdrawn: IconArrowBackUp,
  skipped: IconPlayerSkipForward,
  merged: IconGitMerge,
  moved: IconRefresh,
};

const keptBack: DecisionKind[] = ['blocked', 'deferred', 'held'];

function DecisionEntry({ at, decision }: { at: string; decision: Decision }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const zone = useTimeZone();
  const IconOfDecision = decisionIcons[decision.what] ?? IconCircleCheck;
  const reason = decisionReason(decision, language);
  return (
    <Line
      at={at}
      kind="decision"
      tone={decision.what === 'goal' ? 'good' : keptBack.includes(decision.what) ? 'warn' : 'accent'}
      icon={<IconOfDecision size={15} stroke={1.8} aria-hidden />}
    >
      <p className={classes.sentence}>{decisionSentence(decision, { t, language, zone, nowMs: nowMs() })}</p>
      <p className={classes.note}>
        {reason && <span>{reason}</span>}
        <Link to={`/scenarios/${decision.scenario}`} className={classes.link}>
          {t('timeline.openScenario')}
        </Link>
        {decision.step && <code className={classes.step}>{decision.step}</code>}
      </p>
    </Line>
  );
}

function MessageEntry({ at, message }: { at: string; message: TimelineMessage }) {
  const { t } = useTranslation();
  return (
    <Line at={at} kind="message" icon={<IconMail size={15} stroke={1.8} aria-hidden />}>
      <p className={classes.sentence}>
        {messageSentence(message, { t })} <ChannelTag channel={message.channel} />{' '}
        <MessageStatusTag status={message.status} />
      </p>
      {message.error && <p className={classes.note}>{message.error}</p>}
    </Line>
  );
}

import { Tooltip } from '@mantine/core';
import type { Instant } from '../api/types';
import { useLanguage } from '../i18n';
import { useTimeZone } from '../session/SessionContext';
import { exactTime, relativeTime, shortTime, timeOfDay } from './format';
import { nowMs, useNow } from './now';

type Props = { at: Instant; className?: string };

/** "3分前", with the exact time in the workspace's zone on hover and for screen readers. */
export function Ago({ at, className }: Props) {
  const [language] = useLanguage();
  const zone = useTimeZone();
  const words = useNow((now) => relativeTime(at, now, zone, language));
  const exact = exactTime(at, zone, language, nowMs());
  return (
    <Tooltip label={exact}>
      <time dateTime={at} aria-label={`${words}, ${exact}`} className={className} style={{ whiteSpace: 'nowrap' }}>
        {words}
      </time>
    </Tooltip>
  );
}

/** "3月4日 10:05", with seconds on hover. */
export function At({ at, className }: Props) {
  const [language] = useLanguage();
  const zone = useTimeZone();
  const words = useNow((now) => shortTime(at, zone, language, now));
  return (
    <Tooltip label={exactTime(at, zone, language, nowMs())}>
      <time dateTime={at} className={className} style={{ whiteSpace: 'nowrap' }}>
        {words}
      </time>
    </Tooltip>
  );
}

/** "10:05:09", the full date on hover: for entries that stand under the heading of their day. */
export function TimeOfDay({ at, className }: Props) {
  const [language] = useLanguage();
  const zone = useTimeZone();
  return (
    <Tooltip label={exactTime(at, zone, language)}>
      <time dateTime={at} className={`tabular ${className ?? ''}`}>
        {timeOfDay(at, zone, language)}
      </time>
    </Tooltip>
  );
}

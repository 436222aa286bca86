import type { Instant } from '../api/types';
import type { Language } from '../i18n';

/** Times as people read them, always in the workspace's zone. Pure: "now" is passed in. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const locales: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };

/** "3月4日(水) 10:05:09" / "Wed 4 Mar 10:05:09", with the year when it is not the current one. */
export function exactTime(at: Instant, zone: string, language: Language, nowMs?: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const sameYear = nowMs !== undefined && yearIn(date, zone) === yearIn(new Date(nowMs), zone);
  return formatter(language, zone, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

/** "10:05" today, else "3月4日 10:05". For a moment that somebody waits for. */
export function shortTime(at: Instant, zone: string, language: Language, nowMs: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const now = new Date(nowMs);
  if (dayIn(date, zone) === dayIn(now, zone)) return formatter(language, zone, clock).format(date);
  const year: Intl.DateTimeFormatOptions = yearIn(date, zone) === yearIn(now, zone) ? {} : { year: 'numeric' };
  const monthAndDay: Intl.DateTimeFormatOptions = { month: language === 'ja' ? 'long' : 'short', day: 'numeric' };
  return formatter(language, zone, { ...year, ...monthAndDay, ...clock }).format(date);
}

/** "3分前", "2時間後", "昨日"; a date once it is more than 30 days away. */
export function relativeTime(at: Instant, nowMs: number, zone: string, language: Language): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return at;
  const apart = then - nowMs;
  const size = Math.abs(apart);
  if (size < 5_000) return language === 'ja' ? 'たった今' : 'just now';
  if (size > 30 * day) return dateOnly(at, zone, language, nowMs);
  const words = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  const inUnit = (length: number, unit: Intl.RelativeTimeFormatUnit) =>
    closedUp(words.format(Math.trunc(apart / length), unit));
  if (size < minute) return inUnit(1000, 'second');
  if (size < hour) return inUnit(minute, 'minute');
  if (size < day) return inUnit(hour, 'hour');
  return inUnit(day, 'day');
}

/** Without the space that some versions of Intl put before Japanese units; the style sheet spaces them evenly. */
const closedUp = (text: string) => text.replace(/(\d)\s+(?=[\u3040-\u9fff])/g, '$1');

export function dateOnly(at: Instant, zone: string, language: Language, nowMs: number): string {
  const date = new Date(at);
  const sameYear = yearIn(date, zone) === yearIn(new Date(nowMs), zone);
  return formatter(language, zone, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
  }).format(date);
}

/** The day an entry belongs to, as the heading of a timeline: "3月4日(水)" / "Wed 4 Mar". */
export function dayHeading(at: Instant, zone: string, language: Language, nowMs: number): string {
  const date = new Date(at);
  const sameYear = yearIn(date, zone) === yearIn(new Date(nowMs), zone);
  return formatter(language, zone, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(date);
}

export function timeOfDay(at: Instant, zone: string, language: Language): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return formatter(language, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    date,
  );
}

/** A count of seconds in words: "40秒", "3分", "2時間" / "40 sec", "3 min", "2 hr". */
export function spanOf(seconds: number, language: Language): string {
  const unit = seconds < 90 ? 'second' : seconds < 90 * 60 ? 'minute' : seconds < 36 * 3600 ? 'hour' : ('day' as const);
  const size = { second: 1, minute: 60, hour: 3600, day: 86400 }[unit];
  const words = new Intl.NumberFormat(locales[language], { style: 'unit', unit, unitDisplay: 'short' });
  return closedUp(words.format(Math.max(0, Math.round(seconds / size))));
}

export type Pace = { simulated: 'minute' | 'hour' | 'day'; seconds: number };

/** How fast the demo clock runs, as one unit of its time in real seconds: factor 360 is an hour in 10 seconds. */
export function paceOf(factor: number): Pace {
  const units = [
    ['minute', 60],
    ['hour', 3600],
    ['day', 86400],
  ] as const;
  const [simulated, length] = units.find(([, length]) => length / factor >= 1) ?? units[2];
  return { simulated, seconds: Math.round((length / factor) * 10) / 10 };
}

export function wholeNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** "512 B", "3.4 KB" */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const dayIn = (date: Date, zone: string) =>
  formatter('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);
const yearIn = (date: Date, zone: string) => formatter('en', zone, { year: 'numeric' }).format(date);

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + zone + JSON.stringify(options);
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone });
    formatters.set(key, made);
  }
  return made;
}

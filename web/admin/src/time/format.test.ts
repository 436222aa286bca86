import { describe, expect, it } from 'vitest';
import {
  byteSize,
  dateOnly,
  dayHeading,
  exactTime,
  paceOf,
  relativeTime,
  shortTime,
  spanOf,
  timeOfDay,
} from './format';

const tokyo = 'Asia/Tokyo';
const now = Date.parse('2026-03-04T01:00:00Z'); // Wednesday 10:00 in Tokyo
const at = (text: string) => relativeTime(text, now, tokyo, 'ja');

describe('a time told relative to now', () => {
  it('is "just now" within five seconds, past and future', () => {
    expect(at('2026-03-04T00:59:57Z')).toBe('たった今');
    expect(at('2026-03-04T01:00:03Z')).toBe('たった今');
    expect(relativeTime('2026-03-04T01:00:00Z', now, tokyo, 'en')).toBe('just now');
  });

  it('takes the largest unit that fits', () => {
    expect(at('2026-03-04T00:59:15Z')).toBe('45秒前');
    expect(at('2026-03-04T00:00:01Z')).toBe('59分前');
    expect(at('2026-03-03T02:00:00Z')).toBe('23時間前');
    expect(at('2026-03-03T01:00:00Z')).toBe('昨日');
    expect(at('2026-02-22T01:00:00Z')).toBe('10日前');
  });

  it('looks ahead as well', () => {
    expect(at('2026-03-04T03:00:00Z')).toBe('2時間後');
    expect(relativeTime('2026-03-05T01:00:00Z', now, tokyo, 'en')).toBe('tomorrow');
  });

  it('becomes a date after thirty days, with the year when it is another one', () => {
    expect(at('2026-01-10T01:00:00Z')).toBe('1月10日');
    expect(at('2025-12-31T01:00:00Z')).toBe('2025年12月31日');
  });

  it('shows what it cannot read as it came', () => {
    expect(at('yesterday')).toBe('yesterday');
  });
});

describe('a time in the workspace zone', () => {
  it('is exact to the second, on the day it was there', () => {
    expect(exactTime('2026-03-03T15:30:05Z', tokyo, 'ja', now)).toBe('3月4日(水) 00:30:05');
    expect(exactTime('2026-03-03T15:30:05Z', 'UTC', 'en', now)).toContain('15:30:05');
  });

  it('names the day only when it is not today', () => {
    expect(shortTime('2026-03-04T09:00:00Z', tokyo, 'ja', now)).toBe('18:00');
    expect(shortTime('2026-03-04T15:00:00Z', tokyo, 'ja', now)).toBe('3月5日 00:00');
    expect(shortTime('2026-03-04T15:00:00Z', tokyo, 'en', now)).toBe('5 Mar, 00:00');
  });

  it('writes midnight as 00:00, never 24:00', () => {
    expect(timeOfDay('2026-03-04T15:00:00Z', tokyo, 'ja')).toBe('00:00:00');
  });

  it('heads a day of the timeline', () => {
    expect(dayHeading('2026-03-03T15:00:00Z', tokyo, 'ja', now)).toBe('3月4日(水)');
    expect(dateOnly('2026-03-03T14:59:00Z', tokyo, 'ja', now)).toBe('3月3日');
  });
});

describe('the pace of the demo clock', () => {
  it.each([
    [60, 'minute', 1],
    [360, 'hour', 10],
    [3600, 'hour', 1],
    [86400, 'day', 1],
    [20, 'minute', 3],
  ] as const)('factor %d is a simulated %s in %d s', (factor, simulated, seconds) => {
    expect(paceOf(factor)).toEqual({ simulated, seconds });
  });
});

describe('sizes and spans', () => {
  it('counts bytes in thousands', () => {
    expect([byteSize(512), byteSize(3400), byteSize(2_500_000)]).toEqual(['512 B', '3.4 KB', '2.5 MB']);
  });

  it('says how long something takes', () => {
    expect(spanOf(4.2, 'ja')).toBe('4秒');
    expect(spanOf(7200, 'ja')).toBe('2時間');
    expect(spanOf(240, 'en')).toBe('4 mins');
  });
});

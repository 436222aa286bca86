import { describe, expect, it } from 'vitest';
import type { Event } from '../api/types';
import { compareSeq, matches, newestFirst } from './useEventFeed';

const event = (seq: string, name = 'Cart Updated', more: Partial<Event> = {}): Event => ({
  seq,
  type: 'track',
  name,
  customer: { id: '1', label: '山田 花子' },
  timestamp: '2026-03-04T01:00:00Z',
  receivedAt: '2026-03-04T01:00:00Z',
  properties: {},
  context: {},
  messageId: seq,
  ...more,
});

describe('the event feed', () => {
  it('orders by sequence number beyond what a double can hold', () => {
    const big = '9007199254740993';
    expect(compareSeq(big, '9007199254740992')).toBeGreaterThan(0);
    expect(newestFirst([event('9'), event(big), event('10')]).map(({ seq }) => seq)).toEqual([big, '10', '9']);
  });

  it('shows an event once that came both ways', () => {
    expect(newestFirst([event('5'), event('5')])).toHaveLength(1);
  });

  it('filters what arrives as the server filters what is stored', () => {
    const cart = event('1', 'Cart Updated', { properties: { product: 'リネンのエプロン' } });
    expect(matches(cart, { name: '', q: '' })).toBe(true);
    expect(matches(cart, { name: 'Signed Up', q: '' })).toBe(false);
    expect(matches(cart, { name: 'Cart Updated', q: 'エプロン' })).toBe(true);
    expect(matches(cart, { name: '', q: '花子' })).toBe(true);
    expect(matches(cart, { name: '', q: '佐藤' })).toBe(false);
  });
});

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { api, eventStreamUrl } from '../api/api';
import type { Event } from '../api/types';
import { useServerEvents } from '../api/useServerEvents';

export type EventFilter = { name: string; q: string };

const mostKept = 500;

/** The stored events and, before them, those that arrive while the page is open. */
export function useEventFeed(filter: EventFilter, paused: boolean) {
  const { name, q } = filter;
  const history = useInfiniteQuery({
    queryKey: ['events', 'feed', name, q],
    queryFn: ({ pageParam, signal }) => api.events.list({ before: pageParam, limit: 50, name, q }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
  const [arrived, setArrived] = useState<Event[]>([]);
  const [shownUpTo, setShownUpTo] = useState<Event[] | null>(null);

  const state = useServerEvents<Event>(eventStreamUrl, true, (event) => {
    if (matches(event, filter)) setArrived((events) => [event, ...events].slice(0, mostKept));
  });

  useEffect(() => setArrived([]), [name, q]);

  // What came in while the stream was down is only in the store.
  const wasOffline = useRef(false);
  const { refetch } = history;
  useEffect(() => {
    if (state === 'offline') wasOffline.current = true;
    if (state !== 'live' || !wasOffline.current) return;
    wasOffline.current = false;
    void refetch();
  }, [state, refetch]);

  const all = useMemo(
    () => newestFirst([...arrived, ...(history.data?.pages.flatMap((page) => page.events) ?? [])]),
    [arrived, history.data],
  );

  // Pausing freezes the top of the list; older pages still load below.
  useEffect(() => setShownUpTo(paused ? all : null), [paused]); // eslint-disable-line react-hooks/exhaustive-deps
  const top = shownUpTo?.[0]?.seq;
  const events = useMemo(
    () => (top === undefined ? all : all.filter((event) => compareSeq(event.seq, top) <= 0)),
    [all, top],
  );
  return { events, waiting: all.length - events.length, history, state };
}

export function matches(event: Event, { name, q }: EventFilter): boolean {
  if (name && event.name !== name) return false;
  if (!q) return true;
  const words = `${event.name} ${event.customer?.label ?? ''} ${JSON.stringify(event.properties)}`;
  return words.toLowerCase().includes(q.toLowerCase());
}

/** Sequence numbers are decimal strings of any length. */
export function compareSeq(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

export function newestFirst(events: Event[]): Event[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => compareSeq(b.seq, a.seq));
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../api/api';
import type { TimelineEntry } from '../api/types';

/** A customer's timeline: pages loaded on demand, the newest entries fetched again every three seconds. */
export function useTimeline(customer: string) {
  const pages = useInfiniteQuery({
    queryKey: ['customers', 'timeline', customer],
    queryFn: ({ pageParam, signal }) => api.customers.timeline(customer, { before: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
    gcTime: 0,
  });
  const newest = useQuery({
    queryKey: ['customers', 'timeline-newest', customer],
    queryFn: ({ signal }) => api.customers.timeline(customer, { limit: 25 }, signal),
    enabled: pages.isSuccess,
    refetchInterval: 3000,
  });

  const older = useMemo(() => pages.data?.pages.flatMap((page) => page.entries) ?? [], [pages.data]);
  const fresh = newest.data?.entries;
  const entries = useMemo(() => united(fresh ?? [], older), [fresh, older]);

  // So much happened since the last look that the two do not meet: load from the top.
  const { refetch } = pages;
  const apart = fresh !== undefined && !meet(fresh, older);
  useEffect(() => {
    if (apart) void refetch();
  }, [apart, refetch]);

  return { pages, entries };
}

const keyOf = (entry: TimelineEntry) => `${entry.kind} ${entry.id}`;

/** Entries of both, the first list's version where they agree (a mail's status changes), newest first. */
export function united(fresh: TimelineEntry[], older: TimelineEntry[]): TimelineEntry[] {
  const known = new Set(fresh.map(keyOf));
  return [...fresh, ...older.filter((entry) => !known.has(keyOf(entry)))];
}

export function meet(fresh: TimelineEntry[], older: TimelineEntry[]): boolean {
  if (fresh.length === 0 || older.length === 0) return fresh.length === older.length;
  const known = new Set(older.map(keyOf));
  return fresh.some((entry) => known.has(keyOf(entry)));
}

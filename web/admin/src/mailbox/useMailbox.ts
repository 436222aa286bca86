import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, mailboxStreamUrl } from '../api/api';
import type { ArrivedMail } from '../api/types';
import { useServerEvents } from '../api/useServerEvents';

/** The caught mails, newest first; new ones appear as they arrive. */
export function useMailbox(q: string) {
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ['mailbox', 'list', q],
    queryFn: ({ pageParam, signal }) => api.mailbox.list({ q, before: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const state = useServerEvents<ArrivedMail>(mailboxStreamUrl, true, () => {
    void queries.invalidateQueries({ queryKey: ['mailbox', 'list'] });
  });

  // A mail may have come between the list and the stream, or while the stream was down.
  useEffect(() => {
    if (state === 'live') void queries.invalidateQueries({ queryKey: ['mailbox', 'list'] });
  }, [state, queries]);

  return { list, state };
}

export function useMail(id: string | undefined) {
  return useQuery({
    queryKey: ['mailbox', 'mail', id],
    queryFn: ({ signal }) => api.mailbox.get(id ?? '', signal),
    enabled: id !== undefined,
    staleTime: Infinity,
  });
}

export function useEmptyMailbox(onDone: () => void) {
  const queries = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: api.mailbox.empty,
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['mailbox', 'mail'] });
      void queries.invalidateQueries({ queryKey: ['mailbox'] });
      notifications.show({ message: t('mailbox.emptied'), color: 'teal' });
      onDone();
    },
    onError: () => notifications.show({ message: t('mailbox.emptyFailed'), color: 'red' }),
  });
}

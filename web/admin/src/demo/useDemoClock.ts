import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { useLanguage, type Language } from '../i18n';
import { useSession } from '../session/SessionContext';
import { followClock } from '../time/now';
import { paceOf } from '../time/format';
import type { DemoClock } from '../api/types';

export const clockKey = ['demo', 'clock'] as const;

/** The demo's accelerated clock; asked for every two seconds while something shows it. */
export function useDemoClock() {
  const { demo } = useSession();
  const clock = useQuery({
    queryKey: clockKey,
    queryFn: ({ signal }) => api.clock.get(signal),
    enabled: demo,
    refetchInterval: 2000,
  });
  useEffect(() => {
    if (clock.data) followClock(clock.data);
  }, [clock.data]);
  return clock;
}

export function useSkip() {
  const queries = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: api.clock.skip,
    onSuccess: (clock: DemoClock) => {
      queries.setQueryData(clockKey, clock);
      followClock(clock);
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
    onError: () => notifications.show({ message: t('demo.skipFailed'), color: 'red' }),
  });
}

/** "1時間＝10秒" */
export function usePaceText(): (clock: DemoClock) => string {
  const { t } = useTranslation();
  const [language] = useLanguage();
  return (clock) => {
    if (!clock.accelerated || clock.factor === 1) return t('demo.realTime');
    const pace = paceOf(clock.factor);
    return t(`demo.pace.${pace.simulated}`, { seconds: number(pace.seconds, language) });
  };
}

const number = (value: number, language: Language) => new Intl.NumberFormat(language).format(value);

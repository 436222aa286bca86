import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { inLanguage, useLanguage } from '../i18n';
import { useScenarioNames } from '../scenarios/useScenarios';
import type { Naming } from './eventNames';

/** Names of scenarios and topics for lines about events; their ids while or where there are none. */
export function useNaming(): Naming {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const scenario = useScenarioNames();
  const topics = useQuery({
    queryKey: ['topics'],
    queryFn: ({ signal }) => api.topics.list(signal),
    staleTime: 60_000,
  });
  const topic = (id: string) => inLanguage(topics.data?.find((one) => one.id === id)?.name, language) || id;
  return { t, scenario, topic };
}

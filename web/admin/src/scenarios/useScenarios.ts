import { useQuery } from '@tanstack/react-query';
import { api } from '../api/api';
import { inLanguage, useLanguage } from '../i18n';

const list = {
  queryKey: ['scenarios', 'list'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.scenarios.list(signal),
};

/** All scenarios with their counts, kept fresh. */
export function useScenarios() {
  return useQuery({ ...list, refetchInterval: 3000 });
}

/** Scenario names for lists that carry only ids; the id itself while or where there is no name. */
export function useScenarioNames(): (id: string) => string {
  const [language] = useLanguage();
  const { data } = useQuery({ ...list, staleTime: 60_000 });
  return (id) => inLanguage(data?.find((scenario) => scenario.id === id)?.name, language) || id;
}

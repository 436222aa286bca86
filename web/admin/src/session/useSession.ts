import { useQuery } from '@tanstack/react-query';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import type { Session } from '../api/types';

export const sessionKey = ['session'] as const;

/** Who is signed in: `null` when nobody is, `undefined` while that is not known yet. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return await api.session.get(signal);
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: Infinity,
  });
}

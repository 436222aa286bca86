import { QueryClient } from '@tanstack/react-query';
import { whenSignedOut } from '../api/api';
import { Problem } from '../api/problem';
import { sessionKey } from '../session/useSession';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal does not change by asking again; a lost connection may.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
      retryDelay: (attempt) => 600 * 2 ** attempt,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

// The shell shows the login page as soon as the session is null.
whenSignedOut(() => queryClient.setQueryData(sessionKey, null));

import { createContext, use } from 'react';
import type { Session } from '../api/types';

const signedOut: Session = {
  email: '',
  csrf: '',
  mustChangePassword: false,
  demo: false,
  mailbox: false,
  workspace: '',
  timeZone: 'Asia/Tokyo',
};

export const SessionContext = createContext<Session>(signedOut);

/** The session inside the shell, where somebody is always signed in. */
export const useSession = (): Session => use(SessionContext);

export const useTimeZone = (): string => useSession().timeZone;

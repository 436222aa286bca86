import { Problem } from './problem';
import type {
  Customer,
  CustomerConsents,
  CustomerPage,
  DemoClock,
  EventPage,
  Mail,
  MailPage,
  MessagePage,
  MessagePreview,
  MessageStatus,
  MessageStory,
  Refusals,
  Resolution,
  Scenario,
  ScenarioCounts,
  ScenarioSummary,
  Session,
  StoredFile,
  SuppressionImport,
  SuppressionPage,
  System,
  TimelinePage,
  Topic,
} from './types';

/** Every call the admin UI makes; nothing else in the app knows a path of the server. */

type Query = Record<string, string | number | null | undefined>;
type Options = { query?: Query; body?: unknown; csv?: Blob; file?: Blob; signal?: AbortSignal; keepsSession?: boolean };

let csrf: string | null = null;
let onSignedOut: () => void = () => {};

/** Called whenever the server says that nobody is signed in any more. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export const eventStreamUrl = '/api/events/stream';
export const suppressionExportUrl = '/api/suppressions/export';
export const mailboxStreamUrl = '/api/mailbox/stream';
export const fileUrl = (name: string) => `/api/files/${id(name)}`;
const id = encodeURIComponent;

export const api = {
  session: {
    get: async (signal?: AbortSignal) => remember(await get<Session>('/api/session', { signal, keepsSession: true })),
    signIn: async (email: string, password: string) =>
      remember(await write<Session>('POST', '/api/session', { body: { email, password }, keepsSession: true })),
    signOut: () => write<void>('DELETE', '/api/session', { keepsSession: true }),
    changePassword: (current: string, next: string) =>
      write<void>('PUT', '/api/session/password', { body: { current, next } }),
  },
  events: {
    list: (query: { before?: string | null; limit?: number; name?: string; q?: string }, signal?: AbortSignal) =>
      get<EventPage>('/api/events', { query, signal }),
  },
  customers: {
    list: (query: { q?: string; before?: string | null; limit?: number }, signal?: AbortSignal) =>
      get<CustomerPage>('/api/customers', { query, signal }),
    get: (customer: string, signal?: AbortSignal) => get<Customer>(`/api/customers/${id(customer)}`, { signal }),
    consents: (customer: string, signal?: AbortSignal) =>
      get<CustomerConsents>(`/api/customers/${id(customer)}/consents`, { signal }),
    timeline: (customer: string, query: { before?: string | null; limit?: number }, signal?: AbortSignal) =>
      get<TimelinePage>(`/api/customers/${id(customer)}/timeline`, { query, signal }),
  },
  scenarios: {
    list: async (signal?: AbortSignal) =>
      (await get<{ scenarios: ScenarioSummary[] }>('/api/scenarios', { signal })).scenarios,
    get: (scenario: string, signal?: AbortSignal) => get<Scenario>(`/api/scenarios/${id(scenario)}`, { signal }),
    counts: (scenario: string, signal?: AbortSignal) =>
      get<ScenarioCounts>(`/api/scenarios/${id(scenario)}/counts`, { signal }),
    preview: (scenario: string, message: string, signal?: AbortSignal) =>
      get<MessagePreview>(`/api/scenarios/${id(scenario)}/messages/${id(message)}/preview`, { signal }),
  },
  messages: {
    list: (query: { status?: MessageStatus; before?: string | null; limit?: number }, signal?: AbortSignal) =>
      get<MessagePage>('/api/messages', { query, signal }),
    get: (message: string, signal?: AbortSignal) =>
      get<MessageStory>(`/api/messages/${id(message)}`, { signal }),
    resolve: (message: string, as: Resolution) =>
      write<void>('POST', `/api/messages/${id(message)}/resolve`, { body: { as } }),
  },
  mailbox: {
    list: (query: { before?: string | null; limit?: number; q?: string }, signal?: AbortSignal) =>
      get<MailPage>('/api/mailbox', { query, signal }),
    get: (mail: string, signal?: AbortSignal) => get<Mail>(`/api/mailbox/${id(mail)}`, { signal }),
    empty: () => write<void>('DELETE', '/api/mailbox'),
  },
  suppressions: {
    list: (query: { search?: string; reason?: string; cursor?: string | null; limit?: number }, signal?: AbortSignal) =>
      get<SuppressionPage>('/api/suppressions', { query, signal }),
    add: (address: string, detail: string) =>
      write<void>('POST', '/api/suppressions', { body: { address, ...(detail ? { detail } : {}) } }),
    lift: (address: string) => write<void>('DELETE', `/api/suppressions/${id(address)}`),
    imports: (csv: Blob) => write<SuppressionImport>('POST', '/api/suppressions/import', { csv }),
  },
  refusals: (days: number, signal?: AbortSignal) => get<Refusals>('/api/refusals', { query: { days }, signal }),
  topics: {
    list: async (signal?: AbortSignal) => (await get<{ topics: Topic[] }>('/api/topics', { signal })).topics,
    save: ({ id: topic, ...body }: Topic) => write<Topic>('PUT', `/api/topics/${id(topic)}`, { body }),
  },
  files: {
    list: async (signal?: AbortSignal) => (await get<{ files: StoredFile[] }>('/api/files', { signal })).files,
    put: (file: File) => write<StoredFile>('PUT', `/api/files/${id(file.name)}`, { file }),
    remove: (name: string) => write<void>('DELETE', `/api/files/${id(name)}`),
  },
  system: (signal?: AbortSignal) => get<System>('/api/system', { signal }),
  clock: {
    get: (signal?: AbortSignal) => get<DemoClock>('/demo/clock', { signal }),
    skip: () => write<DemoClock>('POST', '/demo/clock/skip'),
  },
};

function remember(session: Session): Session {
  csrf = session.csrf;
  return session;
}

function get<T>(path: string, options: Options = {}): Promise<T> {
  return call<T>('GET', path, options);
}

function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, options: Options = {}): Promise<T> {
  return call<T>(method, path, options);
}

async function call<T>(method: string, path: string, { query, body, csv, file, signal, keepsSession }: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (csv) headers['Content-Type'] = 'text/csv';
  if (file) headers['Content-Type'] = 'application/octet-stream';
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  let response: Response;
  try {
    response = await fetch(path + searchOf(query), {
      method,
      headers,
      body: csv ?? file ?? (body === undefined ? null : JSON.stringify(body)),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw Problem.unreachable();
  }
  if (!response.ok) {
    if (response.status === 401 && !keepsSession) onSignedOut();
    throw await Problem.from(response);
  }
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    // Something between us and the server answered in its place.
    throw new Problem(502);
  }
}

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text && `?${text}`;
}

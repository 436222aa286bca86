/** The shapes of docs/api.md, as the server sends them. Times are ISO-8601 instants in UTC; ids are strings. */

export type Instant = string;
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };
export type Localized = { ja: string; en: string };

export type Session = {
  email: string;
  csrf: string;
  mustChangePassword: boolean;
  demo: boolean;
  mailbox: boolean;
  workspace: string;
  timeZone: string;
};

export type CustomerRef = { id: string; label: string };

export type Event = {
  seq: string;
  type: string;
  name: string;
  customer: CustomerRef | null;
  timestamp: Instant;
  receivedAt: Instant;
  properties: JsonObject;
  context: JsonObject;
  messageId: string;
};
export type EventPage = { events: Event[]; next: string | null };

export type CustomerSummary = {
  id: string;
  label: string;
  email: string | null;
  userId: string | null;
  anonymous: boolean;
  createdAt: Instant;
  lastSeenAt: Instant | null;
};
export type CustomerPage = { customers: CustomerSummary[]; total: number; next: string | null };

export type Consent = {
  topic: string;
  name: Localized;
  status: 'subscribed' | 'unsubscribed' | 'none';
  since: Instant | null;
};
export type ConsentEntry = {
  at: Instant;
  recordedAt: Instant;
  matter: string;
  name: Localized;
  act: 'granted' | 'refused' | 'asked';
  address: string | null;
  source: string | null;
  text: string | null;
  form: string | null;
  ip: string | null;
  userAgent: string | null;
};
export type CustomerConsents = {
  current: {
    matter: string;
    name: Localized;
    status: 'subscribed' | 'unsubscribed' | 'asked' | 'none' | 'free';
    since: Instant | null;
  }[];
  ledger: ConsentEntry[];
};
export type Topic = {
  id: string;
  name: { ja: string; en: string };
  kind: 'marketing' | 'transactional';
  consent: 'opt-in' | 'until-refused' | 'none';
  doubleOptIn: boolean;
  offered: boolean;
};
export type Run = {
  id: string;
  scenario: string;
  scenarioName: Localized;
  version: number;
  key: string | null;
  step: string | null;
  startedAt: Instant;
  until: Instant | null;
};
export type Customer = {
  id: string;
  label: string;
  email: string | null;
  identities: { kind: string; value: string }[];
  attributes: JsonObject;
  consents: Consent[];
  runs: Run[];
  createdAt: Instant;
  lastSeenAt: Instant | null;
  mergedInto: string | null;
};

export type DecisionKind =
  | 'entered'
  | 'waiting'
  | 'sent'
  | 'branched'
  | 'exited'
  | 'goal'
  | 'ended'
  | 'ignored'
  | 'restarted'
  | 'refreshed'
  | 'blocked'
  | 'deferred'
  | 'held'
  | 'done'
  | 'withdrawn'
  | 'skipped'
  | 'merged'
  | 'moved';
export type Decision = {
  scenario: string;
  scenarioName: Localized;
  run: string;
  step: string | null;
  what: DecisionKind;
  until: Instant | null;
  reason: Localized | null;
};
export type TimelineMessage = {
  id: string;
  scenario: string;
  step: string;
  channel: string;
  subject: string;
  status: MessageStatus;
  at: Instant;
  error: string | null;
};
export type TimelineEntry = { at: Instant; id: string } & (
  | { kind: 'event'; event: Event }
  | { kind: 'decision'; decision: Decision }
  | { kind: 'message'; message: TimelineMessage }
);
export type TimelinePage = { entries: TimelineEntry[]; next: string | null };

export type ScenarioSummary = {
  id: string;
  name: Localized;
  version: number;
  status: 'active' | 'archived';
  trigger: Localized;
  running: number;
  entered: number;
  sent: number;
  goals: number;
  publishedAt: Instant;
};
export type StepKind =
  | 'trigger'
  | 'send'
  | 'wait'
  | 'wait-for'
  | 'branch'
  | 'split'
  | 'set'
  | 'coupon'
  | 'points'
  | 'task'
  | 'webhook'
  | 'emit'
  | 'start'
  | 'go-to'
  | 'exit'
  | 'end';
export type NodeCounts = { now: number; passed: number; sent: number; failed: number; opened: number; clicked: number };
export type GraphNode = {
  id: string;
  kind: StepKind;
  title: Localized;
  detail: Localized | null;
  counts: NodeCounts;
};
export type GraphEdge = { from: string; to: string; label: Localized | null };
export type ScenarioGraph = { nodes: GraphNode[]; edges: GraphEdge[] };
export type Scenario = ScenarioSummary & {
  definition: JsonObject;
  source: string;
  readback: { ja: string[]; en: string[] };
  graph: ScenarioGraph;
  seeding: Seeding | null;
};
/** Customers whose past was looked through, and customers there are. */
export type Seeding = { done: number; total: number };
export type ScenarioCounts = {
  running: number;
  entered: number;
  goals: number;
  nodes: Record<string, NodeCounts>;
};
export type MessagePreview = {
  subject: string;
  html: string;
  text: string;
  attachments: { name: string; type: string; size: number }[];
};

export type StoredFile = {
  name: string;
  type: string;
  size: number;
  createdAt: Instant;
  usedBy: { scenario: string; message: string }[];
};

export const messageStatuses = [
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'withdrawn',
  'blocked',
  'held',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];
export type Message = {
  id: string;
  customer: CustomerRef;
  to: string | null;
  subject: string | null;
  scenario: string;
  step: string;
  channel: string;
  status: MessageStatus;
  attempts: number;
  createdAt: Instant;
  updatedAt: Instant;
  error: string | null;
};
export type MessageAttempt = {
  n: number;
  at: Instant;
  channel: string;
  server: string | null;
  outcome: 'sent' | 'failed' | 'unknown' | 'put-off' | 'elsewhere';
  code: number | null;
  enhanced: string | null;
  words: string | null;
};
export type Resolution = 'sent' | 'failed' | 'again';
export type MessageMoment = {
  at: Instant;
  kind: 'decided' | 'attempt' | 'resolved';
  attempt: MessageAttempt | null;
  who: string | null;
  as: Resolution | null;
};
export type MessageStory = {
  id: string;
  status: MessageStatus;
  channel: string;
  to: string | null;
  subject: string | null;
  reference: string | null;
  error: string | null;
  due: Instant | null;
  timeline: MessageMoment[];
};
export type MessagePage = { messages: Message[]; counts: Partial<Record<MessageStatus, number>>; next: string | null };

export type MailSummary = {
  id: string;
  from: string;
  to: string;
  subject: string;
  at: Instant;
  snippet: string;
  size: number;
};
export type MailPage = { mails: MailSummary[]; total: number; next: string | null };
export type Mail = {
  id: string;
  from: string;
  to: string;
  subject: string;
  at: Instant;
  html: string | null;
  text: string | null;
  headers: { name: string; value: string }[];
  source: string;
};
export type ArrivedMail = { id: string; to: string; subject: string; at: Instant };

export type System = {
  version: string;
  demo: boolean;
  now: Instant;
  clock: { factor: number; running: boolean };
  counts: { customers: number; events: number; sent: number; queued: number };
  writeKeys: { name: string; key: string }[];
  publicUrl: string;
  topics: Topic[];
};

export type DemoClock = {
  now: Instant;
  factor: number;
  accelerated: boolean;
  next: { due: Instant; scenario: string; step: string; seconds: number } | null;
  timeZone: string;
};

export type SuppressionReason = 'bounced' | 'complained' | 'manual' | 'imported' | 'soft';

export type Suppression = {
  address: string;
  reason: SuppressionReason;
  customer: string | null;
  since: string;
  source: string;
  detail: string;
  /** When it is forgotten; null: never. */
  until: string | null;
};

export type SuppressionPage = { suppressions: Suppression[]; total: number; next: string | null };

export type SuppressionFault = 'no-address' | 'not-an-address' | 'until-unclear' | 'until-past' | 'too-long';

export type SuppressionImport = {
  read: number;
  added: number;
  already: number;
  faulty: number;
  faults: { line: number; what: SuppressionFault; value: string; message: string }[];
};

/** Mails refused for who sends them or what they say, by our domain and theirs. */
export type Refusal = {
  /** Empty where nothing told it. */
  sender: string;
  house: string;
  kind: 'block' | 'policy';
  cause: string;
  messages: number;
  last: Instant;
  words: string;
};
export type Refusals = { since: Instant; messages: number; refusals: Refusal[] };

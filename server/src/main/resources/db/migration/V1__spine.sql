-- Each table belongs to one package of the server (named in its heading); no other package reads it.

-- platform ------------------------------------------------------------------------------------------------
-- Few and small; a name belongs to the package it begins with: delivery.…, demo.…
create table setting (
  name  text primary key,
  value jsonb not null
);

-- access --------------------------------------------------------------------------------------------------
create table administrator (
  email         text primary key,
  password_hash text not null,
  must_change   boolean not null,
  created_at    timestamptz not null
);

create table write_key (
  key        text primary key,
  name       text not null,
  created_at timestamptz not null
);

-- customer ------------------------------------------------------------------------------------------------
create table customer (
  id          bigint primary key,
  created_at  timestamptz not null,
  attributes  jsonb not null default '{}',
  merged_into bigint
) with (fillfactor = 80);

create index customer_merged on customer (merged_into) where merged_into is not null;

-- kind: 1 userId, 2 anonymousId, 3 email (lower case)
create table customer_identity (
  kind        smallint not null,
  value       text not null,
  customer_id bigint not null,
  primary key (kind, value)
);
create index customer_identity_customer on customer_identity (customer_id);

create table consent (
  customer_id bigint not null,
  topic       text not null,
  granted     boolean not null,
  since       timestamptz not null,
  primary key (customer_id, topic)
);

-- Never updated: what was agreed or refused, when, where and in which words.
create table consent_ledger (
  id          bigint generated always as identity primary key,
  customer_id bigint not null,
  topic       text not null,
  granted     boolean not null,
  at          timestamptz not null,
  address     text,
  source      text,
  wording     text
);
create index consent_ledger_customer on consent_ledger (customer_id, id);

-- A person of the company in whose name mail goes out.
create table representative (
  email    text primary key,
  name     text not null,
  title    text not null default '',
  phone    text not null default '',
  standard boolean not null default false
);

-- ingest --------------------------------------------------------------------------------------------------
-- The event log. seq rises in order of commit: one writer per database.
-- kind: 1 track, 2 page, 3 screen, 4 identify, 5 group, 6 alias, 7 merge away, 8 merge into
create table event (
  seq         bigint not null,
  shard       smallint not null,
  customer_id bigint not null,
  kind        smallint not null,
  historical  boolean not null,
  name        text not null,
  ts          timestamptz not null,
  received_at timestamptz not null,
  message_id  text,
  properties  jsonb,
  context     jsonb
) partition by range (received_at);
create index event_shard on event (shard, seq);
create index event_customer on event (customer_id, seq);

-- Ids of messages accepted lately, as a 128-bit hash: the same message again is accepted and ignored.
create table event_seen (
  hash        uuid primary key,
  received_at timestamptz not null
);
create index event_seen_received on event_seen using brin (received_at);

-- scenario ------------------------------------------------------------------------------------------------
create table scenario (
  id         text primary key,
  version    int not null,
  status     text not null check (status in ('active', 'archived')),
  created_at timestamptz not null
);

create table scenario_version (
  scenario     text not null references scenario,
  version      int not null,
  source       text not null,
  definition   jsonb not null,
  published_at timestamptz not null,
  primary key (scenario, version)
);

create table topic (
  id      text primary key,
  name_ja text not null,
  name_en text not null,
  kind    text not null check (kind in ('marketing', 'transactional')),
  consent text not null check (consent in ('opt-in', 'until-refused', 'none'))
);
insert into topic values
  ('offers', 'お得なお知らせ', 'Offers', 'marketing', 'opt-in'),
  ('news', 'お知らせ', 'News', 'marketing', 'until-refused'),
  ('sales', '担当者からのご連絡', 'Contact from our sales team', 'marketing', 'until-refused'),
  ('service', 'お手続きに関するご連絡', 'Service messages', 'transactional', 'none');

-- runner --------------------------------------------------------------------------------------------------
create table runner_position (
  shard smallint primary key,
  seq   bigint not null,
  decided bigint not null
);

-- What decisions about a customer depend on, besides attributes: the engine's own encoding.
create table customer_state (
  customer_id bigint primary key,
  state       bytea not null,
  moved_to    bigint
) with (fillfactor = 80);

-- The runs under way, one row each, as a list to query; customer_state is what counts. due is the run's timer.
create table run (
  id          text primary key,
  shard       smallint not null,
  customer_id bigint not null,
  scenario    text not null,
  version     int not null,
  key         text,
  step        text not null,
  started_at  timestamptz not null,
  due         timestamptz
) with (fillfactor = 80);
create index run_due on run (shard, due) where due is not null;
create index run_customer on run (customer_id);
create index run_scenario on run (scenario, step);

-- What was decided, for people to read.
create table trace (
  id          bigint generated always as identity,
  customer_id bigint not null,
  at          timestamptz not null,
  scenario    text not null,
  version     int not null,
  run         text not null,
  key         text,
  step        text,
  what        text not null,
  detail      text,
  until       timestamptz
);
create index trace_customer on trace (customer_id, id);

-- One row per shard, so that shards do not wait for each other; the sum counts. step is '' for what is of the whole run.
create table step_count (
  shard    smallint not null,
  scenario text not null,
  step     text not null,
  what     text not null,
  n        bigint not null,
  primary key (scenario, step, what, shard)
) with (fillfactor = 50);

-- Inputs that could not be decided, for a person to look at; everything else went on.
create table dead_letter (
  id          bigint generated always as identity primary key,
  shard       smallint not null,
  seq         bigint not null,
  customer_id bigint not null,
  error       text not null,
  at          timestamptz not null
);

-- message -------------------------------------------------------------------------------------------------
-- Content as compiled when the scenario was published: MJML already turned into HTML, Liquid still in it.
create table message_content (
  scenario text not null,
  version  int not null,
  message  text not null,
  subject  text not null,
  html     text not null,
  text     text not null,
  sender   jsonb not null,
  primary key (scenario, version, message)
);

-- delivery ------------------------------------------------------------------------------------------------
-- status: 0 queued, 1 sending, 2 sent, 3 failed, 4 unknown, 5 withdrawn, 6 blocked

-- Decided, not yet delivered: only 0 and 1. Kept small, so that what is due is found at once. No index knows the status, so that
-- a claim changes none.
create table outbox (
  id          text primary key,
  customer_id bigint not null,
  scenario    text not null,
  version     int not null,
  run         text not null,
  step        text not null,
  message     text not null,
  topic       text not null,
  entry       jsonb not null,
  priority    smallint not null,
  status      smallint not null,
  wanted      boolean not null default true,
  due         timestamptz not null,
  attempts    smallint not null default 0,
  address     text,
  subject     text,
  error       text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index outbox_ready on outbox (priority, due);
create index outbox_run on outbox (run);

-- What became of each message that left the outbox: only 2 to 6.
create table outcome (
  id          text primary key,
  customer_id bigint not null,
  scenario    text not null,
  version     int not null,
  run         text not null,
  step        text not null,
  message     text not null,
  topic       text not null,
  entry       jsonb not null,
  status      smallint not null,
  attempts    smallint not null,
  address     text,
  subject     text,
  error       text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index outcome_customer on outcome (customer_id, created_at);
create index outcome_listed on outcome (status, created_at);

-- How many messages of a step came to which end; those withdrawn are counted where they are.
create table delivery_count (
  scenario text not null,
  step     text not null,
  status   smallint not null,
  n        bigint not null,
  primary key (scenario, step, status)
) with (fillfactor = 50);

-- mailbox -------------------------------------------------------------------------------------------------
-- Mail that stayed in the house because no SMTP server is configured.
create table dev_mail (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  sender  text not null,
  recipient text not null,
  subject text not null,
  snippet text not null,
  source  bytea not null
);

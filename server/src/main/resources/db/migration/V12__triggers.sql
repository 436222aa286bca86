-- runner --------------------------------------------------------------------------------------------------
-- Timers of customers that belong to no run: a birthday, a silence. customer_state is what counts, this is the list to query.
create table timer (
  customer_id bigint not null,
  name        text not null,
  shard       smallint not null,
  due         timestamptz not null,
  primary key (customer_id, name)
) with (fillfactor = 80);
create index timer_due on timer (shard, due);

-- Work on many customers of a shard, done little by little when nothing else is to do. Each step of a shard takes the customers
-- after the last, and moves on in the same transaction: none is left out or done twice, whatever crashes.
-- kind: published, scheduled, moved
create table batch (
  id        bigint generated always as identity primary key,
  shard     smallint not null,
  scenario  text not null,
  version   int not null,
  kind      text not null,
  occasion  timestamptz not null,
  steps     jsonb not null default '{}',
  after     bigint not null default 0,
  done      bigint not null default 0,
  ended_at  timestamptz,
  unique (scenario, version, kind, occasion, shard)
) with (fillfactor = 50);
create index batch_open on batch (shard, id) where ended_at is null;

-- When a scenario with a schedule sends next; no row once that is over.
create table schedule (
  scenario text primary key,
  version  int not null,
  due      timestamptz
);

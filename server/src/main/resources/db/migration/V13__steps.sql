-- What steps other than sends leave behind.

-- deed ----------------------------------------------------------------------------------------------------
-- Codes: uploaded ones by pool, those of our own making with the pool ''. Taken once, by the step whose id taken_by is.
create table coupon (
  pool        text not null,
  code        text not null,
  added_at    timestamptz not null,
  taken_by    text unique,
  customer_id bigint,
  taken_at    timestamptz,
  expires_at  timestamptz,
  primary key (pool, code)
);
create index coupon_left on coupon (pool, added_at, code) where taken_by is null;
create index coupon_customer on coupon (customer_id) where customer_id is not null;

-- Never updated; the sum is the balance.
create table point_entry (
  id          text primary key,
  customer_id bigint not null,
  points      int not null,
  reason      text,
  scenario    text not null,
  run         text not null,
  step        text not null,
  at          timestamptz not null
);
create index point_entry_customer on point_entry (customer_id, at);

-- owner is a representative's e-mail address; null where there was nobody.
create table task (
  id          text primary key,
  customer_id bigint not null,
  owner       text,
  title       text not null,
  note        text,
  due         timestamptz,
  scenario    text not null,
  run         text not null,
  step        text not null,
  created_at  timestamptz not null,
  done_at     timestamptz
);
create index task_open on task (owner, created_at) where done_at is null;
create index task_customer on task (customer_id);

-- status: 0 to be called, 1 being called, 2 answered well, 3 given up. until: nobody waits any longer.
create table webhook_call (
  id          text primary key,
  customer_id bigint not null,
  scenario    text not null,
  run         text not null,
  step        text not null,
  visit       int not null,
  url         text not null,
  body        text not null,
  status      smallint not null default 0,
  attempts    smallint not null default 0,
  due         timestamptz not null,
  until       timestamptz,
  error       text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index webhook_call_due on webhook_call (due) where status = 0;

-- Events that steps caused, on their way into the log.
create table emitted (
  id          text primary key,
  customer_id bigint not null,
  name        text not null,
  properties  text not null,
  at          timestamptz not null
);

-- runner --------------------------------------------------------------------------------------------------
-- How many took an arm of a split and reached the goal; one row per shard.
create table split_count (
  shard    smallint not null,
  scenario text not null,
  step     text not null,
  arm      text not null,
  taken    bigint not null,
  goals    bigint not null,
  first_at timestamptz not null,
  primary key (scenario, step, arm, shard)
) with (fillfactor = 50);

-- scenario ------------------------------------------------------------------------------------------------
create table split_winner (
  scenario text not null,
  step     text not null,
  arm      text not null,
  at       timestamptz not null,
  primary key (scenario, step)
);

-- delivery ------------------------------------------------------------------------------------------------
-- What the run's steps had brought when the message was decided: {{ steps.ID.code }}.
alter table outbox add column outputs jsonb not null default '{}';

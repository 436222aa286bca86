-- customer ------------------------------------------------------------------------------------------------
-- Addresses that get no mail whatever was agreed to, in lower case. The engine knows the same of each customer; this is what
-- is asked when a message leaves.
create table suppression (
  address     text not null,
  reason      text not null check (reason in ('bounced', 'complained')),
  customer_id bigint not null,
  since       timestamptz not null,
  primary key (address, reason)
);
create index suppression_customer on suppression (customer_id);

-- scenario ------------------------------------------------------------------------------------------------
-- What the guard asks of every scenario, each version as it was written; the newest holds.
create table rules (
  version      int primary key,
  source       text not null,
  definition   jsonb not null,
  published_at timestamptz not null
);

-- runner --------------------------------------------------------------------------------------------------
-- How many people entered a scenario on a day of the project's zone. One row per shard, as in step_count.
create table entry_count (
  shard    smallint not null,
  scenario text not null,
  day      date not null,
  n        bigint not null,
  primary key (scenario, day, shard)
) with (fillfactor = 50);

-- Scenarios that were about to reach more people than expected. agreed: the day for which somebody let it go on; null while
-- its messages are held.
create table brake (
  scenario text primary key,
  since    timestamptz not null,
  ceiling  bigint not null,
  reached  bigint not null,
  agreed   date
);

-- delivery ------------------------------------------------------------------------------------------------
-- outbox.status 7 is held: not to leave before a person agrees. due is far away then, so that no claim looks at it.
create index outbox_held on outbox (scenario) where status = 7;

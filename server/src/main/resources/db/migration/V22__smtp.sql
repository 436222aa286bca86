-- delivery ------------------------------------------------------------------------------------------------
-- slot: the moment the message was given because it was not its turn. tried_at: when it was attempted first.
alter table outbox add column slot timestamptz, add column tried_at timestamptz;

-- outputs: kept while it is unknown what became of the message, for it may be sent once more.
alter table outcome add column outputs jsonb;

-- What was attempted, and what the other side said. n: the how manieth attempt; outcome as the API writes it.
create table attempt (
  message  text not null,
  n        smallint not null,
  at       timestamptz not null,
  channel  text not null,
  server   text,
  outcome  text not null,
  code     smallint,
  enhanced text,
  words    text
) with (autovacuum_vacuum_insert_scale_factor = 0.05);
create index attempt_message on attempt (message);
create index attempt_at on attempt using brin (at);

-- What a person said became of a message that nobody knew of.
create table resolution (
  message  text not null,
  at       timestamptz not null,
  who      text not null,
  decision text not null
);
create index resolution_message on resolution (message);

-- What is taken of a domain's warm-up on a day.
create table warm_up (
  domain text not null,
  day    date not null,
  n      int not null,
  primary key (domain, day)
);

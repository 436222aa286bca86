-- message -------------------------------------------------------------------------------------------------
-- The fields track and utm as the message has them.
alter table message_content add column watch jsonb not null default '{}';

-- tracking ------------------------------------------------------------------------------------------------
-- Opens and clicks, each at most once an hour for a message and link. Ids are those of their events in the log.
-- kind: 1 opened, 2 clicked; machine: how it is known that a program did it, null where a person did
create table reaction (
  id          text primary key,
  send        text not null,
  customer_id bigint not null,
  scenario    text not null,
  step        text not null,
  message     text not null,
  kind        smallint not null,
  at          timestamptz not null,
  link        text,
  machine     text,
  proxy       text
);
create index reaction_send on reaction (send, at);

-- Who opened or clicked what a step sent: people only, each once.
create table reacted (
  scenario    text not null,
  step        text not null,
  kind        smallint not null,
  customer_id bigint not null,
  primary key (scenario, step, kind, customer_id)
);

-- How many they are.
create table reaction_count (
  scenario text not null,
  step     text not null,
  kind     smallint not null,
  people   bigint not null,
  primary key (scenario, step, kind)
);

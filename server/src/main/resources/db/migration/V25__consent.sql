-- scenario ------------------------------------------------------------------------------------------------
-- offered: whether customers see the topic on their preference page.
alter table topic add column double_opt_in boolean not null default false, add column offered boolean not null default true;

-- customer ------------------------------------------------------------------------------------------------
-- topic holds what was spoken of, as the engine's Matter names it: a topic, @channel, >week, >month or *.
-- asked: a subscription that waits to be confirmed. recorded_at is later than at where it was imported.
alter table consent_ledger
  add column act         text,
  add column form        text,
  add column ip          text,
  add column agent       text,
  add column recorded_at timestamptz;
update consent_ledger set act = case when granted then 'granted' else 'refused' end, recorded_at = at;
alter table consent_ledger
  drop column granted,
  alter column act set not null,
  alter column recorded_at set not null,
  add constraint consent_ledger_act check (act in ('granted', 'refused', 'asked'));
create index consent_ledger_topic on consent_ledger (topic, id);

-- consent -------------------------------------------------------------------------------------------------
-- Mails that asked to confirm a subscription: how many went to an address since when, so that nobody is flooded.
create table confirmation (
  customer_id  bigint not null,
  topic        text not null,
  address      text not null,
  since        timestamptz not null,
  mails        int not null,
  mailed_at    timestamptz not null,
  confirmed_at timestamptz,
  primary key (customer_id, topic, address)
);
create index confirmation_address on confirmation (address, topic);

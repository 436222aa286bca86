-- feedback ------------------------------------------------------------------------------------------------
-- Mails and providers' calls as they came in; kept until they are dealt with, and 30 days after that. name: what makes it the same
-- one when it comes again. state: 0 waiting, 1 dealt with, 2 set aside.
create table inbound_mail (
  id         bigint generated always as identity primary key,
  at         timestamptz not null,
  source     text not null,
  name       text not null unique,
  recipients text not null,
  body       bytea not null,
  state      smallint not null default 0,
  tries      smallint not null default 0,
  error      text
);
create index inbound_mail_waiting on inbound_mail (id) where state = 0;
create index inbound_mail_at on inbound_mail (at) where state <> 0;

-- What they said of each recipient. id: the same for the same thing told again. send: the message; proven: by what nobody can make
-- up. domain: that of the address.
create table finding (
  id          text primary key,
  at          timestamptz not null,
  source      text not null,
  verdict     text not null,
  cause       text,
  address     text,
  domain      text,
  sender      text,
  status      text not null,
  reply       text not null,
  words       text not null,
  over        boolean not null,
  send        text,
  customer_id bigint,
  told        boolean not null default false
);
create index finding_address on finding (address, at) where verdict = 'soft';
create index finding_at on finding (at);

-- Tokens of providers' calls that were used.
create table hook_token (
  token text primary key,
  at    timestamptz not null
);

-- customer ------------------------------------------------------------------------------------------------
-- Addresses put there by hand or from a file belong to no customer in particular. until: forgotten then.
alter table suppression
  alter column customer_id drop not null,
  drop constraint suppression_reason_check,
  add constraint suppression_reason_check check (reason in ('bounced', 'complained', 'manual', 'imported', 'soft')),
  add column source text not null default '',
  add column detail text not null default '',
  add column until timestamptz;
create index suppression_until on suppression (until) where until is not null;
create index suppression_since on suppression (since desc, address);

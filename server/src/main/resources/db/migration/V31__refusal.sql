-- delivery ------------------------------------------------------------------------------------------------
-- Attempts that a recipient's house refused for what we are and not for whom we wrote to. sender: the domain of the mail's From;
-- house: the domain it went to; fault as the API writes it.
create table refusal (
  message  text not null,
  at       timestamptz not null,
  sender   text not null,
  house    text not null,
  fault    text not null,
  code     smallint not null,
  enhanced text not null,
  words    text not null
);
create index refusal_at on refusal (at);
create index finding_blocked on finding (at) where verdict in ('block', 'policy');

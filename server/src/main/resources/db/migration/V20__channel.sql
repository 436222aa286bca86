-- delivery ------------------------------------------------------------------------------------------------
-- By which channel a message goes, and which are to be tried after it, in order.
alter table outbox add column channel text not null default 'email', add column others text[] not null default '{}';
drop index outbox_ready;
create index outbox_ready on outbox (channel, priority, due);

-- reference: by which the other side knows the message.
alter table outcome add column channel text not null default 'email', add column reference text;

-- message -------------------------------------------------------------------------------------------------
-- What the message says by channels other than mail, by channel; Liquid in the texts. A message without mail has no html,
-- no text and no sender.
alter table message_content add column parts jsonb not null default '{}';

-- What the other side said to the attempt that sent a message, with the message: a row of its own for each of what is nearly all
-- attempts would cost as much again. answered_at: null where it was not sent, or sent before this was kept here.
alter table outcome
  add column answered_at timestamptz,
  add column server text,
  add column code smallint,
  add column enhanced text,
  add column words text;

-- message -------------------------------------------------------------------------------------------------
-- Files that mails carry, by the name messages call them.
create table message_file (
  name       text primary key,
  type       text not null,
  content    bytea not null check (octet_length(content) between 1 and 5000000),
  created_at timestamptz not null
);
-- Files are compressed in themselves.
alter table message_file alter column content set storage external;

-- {"files": [{"file", "name"}], "pictures": {content id: file}}; Liquid in the names.
alter table message_content add column enclosed jsonb not null default '{}';

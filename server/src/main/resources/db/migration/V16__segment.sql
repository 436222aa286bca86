-- scenario: customers by a condition, under a name that scenarios use.
create table segment (
  id         text primary key,
  source     text not null,
  definition jsonb not null,
  updated_at timestamptz not null
);

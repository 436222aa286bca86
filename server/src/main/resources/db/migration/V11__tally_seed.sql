-- runner --------------------------------------------------------------------------------------------------
-- Tallies that conditions ask for, and up to which customer of the shard they were made from the event log: the largest bigint
-- when for all. One that nobody asks for any more has no row.
create table tally_seed (
  shard    smallint not null,
  tally    bigint not null,
  customer bigint not null,
  primary key (shard, tally)
) with (fillfactor = 50);

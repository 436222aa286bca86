-- runner --------------------------------------------------------------------------------------------------
-- A million runs due at the same moment are taken a few hundred at a time: in the order of the index, so that each time only
-- those are read, and customer by customer, so that their states, runs and timelines lie side by side. Found by the customer,
-- too: ids are in no order, and each would be a page of the index for itself.
alter table run drop constraint run_pkey;
drop index run_customer;
drop index run_due;
alter table run add primary key (customer_id, id);
create index run_due on run (shard, due, customer_id) where due is not null;

drop index timer_due;
create index timer_due on timer (shard, due, customer_id);

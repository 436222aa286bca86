-- delivery ------------------------------------------------------------------------------------------------
-- What is held is found by its due as well, which no claim changes: an index that knows the status has every claim write into all
-- indexes.
drop index outbox_held;
create index outbox_held on outbox (scenario, id) where due = '9999-01-01 00:00:00+00';

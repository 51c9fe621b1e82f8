drop table store_state;
drop table outbox;
drop table messages;
alter table rooms reset (fillfactor);

drop table room_events;
drop table members;
alter table users drop constraint users_id_username_key;
drop table room_creations;
drop table rooms;
drop function rooms_fill_keys();

drop table room_events;
drop table members;
drop table rooms;

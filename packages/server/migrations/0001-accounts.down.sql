drop table socket_tickets;
drop table sessions;
drop table users;

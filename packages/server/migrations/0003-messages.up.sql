-- No foreign keys: every key holds room_id, so that the table can be distributed by room.
create table messages (
  room_id uuid not null,
  seq bigint not null,
  sender_id uuid not null,
  client_id uuid not null,
  -- How many messages the room has up to this one; unread counts are differences of it.
  ordinal bigint not null,
  at timestamptz not null,
  kind text not null,
  body text not null,
  primary key (room_id, seq),
  constraint messages_client_id_key unique (room_id, sender_id, client_id)
) partition by hash (room_id);
create index messages_at_idx on messages (room_id, at, seq);

do $$
begin
  for part in 0..15 loop
    execute format(
      'create table messages_%s partition of messages for values with (modulus 16, remainder %s)',
      lpad(part::text, 2, '0'), part
    );
  end loop;
end $$;

-- Each message changes its room's row. With room left on the page the new version stays there, and no index is touched.
alter table rooms set (fillfactor = 40);

-- What happened, written in the transaction that made it happen; workers take it from here.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);

-- One row. The epoch changes when the store is restored from a backup: positions of a lost future are not trusted.
create table store_state (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null
);
insert into store_state (epoch) values (gen_random_uuid());

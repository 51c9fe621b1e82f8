create table rooms (
  id uuid primary key,
  name text not null,
  description text not null default '',
  category text not null default 'general',
  visibility text not null check (visibility in ('public', 'private')),
  created_by uuid not null references users,
  -- The maker's client chose this id; the same request twice makes one room.
  client_id uuid not null,
  created_at timestamptz not null default now(),
  -- The one order of the room: every durable change takes the next seq while it holds this row.
  seq bigint not null default 0,
  message_count bigint not null default 0,
  member_count integer not null default 0,
  last_activity_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index rooms_public_name_key on rooms (lower(name)) where visibility = 'public' and deleted_at is null;
create unique index rooms_client_id_key on rooms (created_by, client_id);

create table members (
  room_id uuid not null references rooms on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'member')),
  joined_at timestamptz not null default now(),
  joined_seq bigint not null,
  read_seq bigint not null,
  primary key (room_id, user_id)
);
create index members_user_id_idx on members (user_id, room_id);

-- Durable changes of a room that are not messages; together with messages they are the room's timeline.
create table room_events (
  room_id uuid not null references rooms on delete cascade,
  seq bigint not null,
  type text not null,
  at timestamptz not null,
  -- Who it is about, and who did it (null: the same person).
  user_id uuid not null,
  by_id uuid,
  data jsonb not null default '{}',
  primary key (room_id, seq)
);
create index room_events_at_idx on room_events (room_id, at);

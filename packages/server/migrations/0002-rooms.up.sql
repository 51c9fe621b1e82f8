create table rooms (
  id uuid primary key,
  name text not null,
  -- Names that look the same are the same: whatever the case, the width or the composition of the letters.
  name_key text not null,
  description text not null default '',
  category text not null default 'general',
  visibility text not null check (visibility in ('public', 'private')),
  search tsvector not null,
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
-- Filled by a trigger: generated columns would be computed anew at every message, which counts up in this row.
create function rooms_fill_keys() returns trigger language plpgsql as $$
begin
  new.name_key := lower(normalize(new.name, NFKC));
  -- Words without accents; ASCII punctuation is taken out first, or "a.b" and "a/b" would be one word.
  new.search := to_tsvector(
    'simple',
    regexp_replace(
      regexp_replace(
        normalize(new.name || ' ' || new.description || ' ' || new.category, NFKD), '[\u0300-\u036f]', '', 'g'
      ),
      '[!-/:-@\[-`{-~]', ' ', 'g'
    )
  );
  return new;
end $$;
create trigger rooms_fill_keys before insert or update of name, description, category on rooms
  for each row execute function rooms_fill_keys();

create unique index rooms_public_name_key on rooms (name_key) where visibility = 'public' and deleted_at is null;
create unique index rooms_client_id_key on rooms (created_by, client_id);
-- The directory: by name, by name within a category, by word.
create index rooms_directory_idx on rooms (name_key, id) where visibility = 'public' and deleted_at is null;
create index rooms_directory_category_idx on rooms (category, name_key, id)
  where visibility = 'public' and deleted_at is null;
create index rooms_search_idx on rooms using gin (search) where visibility = 'public' and deleted_at is null;
-- Whether a word is common decides how a search is done: by name until the page is full, or by word and then sorted.
alter table rooms alter column search set statistics 1000;
-- Deleted rooms wait here for their messages to be removed.
create index rooms_deleted_at_idx on rooms (deleted_at) where deleted_at is not null;

-- How many rooms somebody made on the newest day on which they made one. Deleting a room gives nothing back.
create table room_creations (
  user_id uuid primary key references users on delete cascade,
  day date not null,
  count integer not null
);

alter table users add constraint users_id_username_key unique (id, username);

create table members (
  room_id uuid not null references rooms on delete cascade,
  user_id uuid not null,
  -- A copy, so that the list of a large room by username is an index range; the foreign key keeps it true.
  username text not null,
  role text not null check (role in ('owner', 'member')),
  joined_at timestamptz not null default now(),
  joined_seq bigint not null,
  read_seq bigint not null,
  primary key (room_id, user_id),
  -- No cascade: who is deleted leaves their rooms first, or counts and owners would be wrong.
  foreign key (user_id, username) references users (id, username) on update cascade
);
create index members_user_id_idx on members (user_id, room_id);
create index members_username_idx on members (room_id, username);
create index members_standing_idx on members (room_id, joined_seq);
create index members_owner_idx on members (room_id, user_id) where role = 'owner';

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

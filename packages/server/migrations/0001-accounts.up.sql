create table users (
  id uuid primary key,
  -- Kept in lower case; names are unique whatever the case they are typed in.
  username text not null check (username = lower(username)),
  email text not null,
  display_name text not null,
  password_hash text not null,
  created_at timestamptz not null default now()
);
create unique index users_username_key on users (username);
create unique index users_email_key on users (lower(email));

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  client text not null,
  address text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  -- Refresh tokens are not stored, nor is anything they could be made from without the server's key:
  -- they are computed from that key, this salt and the generation, which goes up by one at each renewal.
  refresh_salt bytea not null,
  refresh_generation integer not null default 0,
  renewed_at timestamptz not null default now(),
  check ((ended_at is null) = (end_reason is null))
);
create index sessions_user_id_idx on sessions (user_id, id desc) where ended_at is null;
-- For clearing away what is over; least() leaves out nulls.
create index sessions_over_at_idx on sessions (least(ended_at, expires_at));

create table socket_tickets (
  -- SHA-256 of the ticket: who reads the table can open nothing.
  ticket_hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  expires_at timestamptz not null
);
create index socket_tickets_expires_at_idx on socket_tickets (expires_at);
create index socket_tickets_session_id_idx on socket_tickets (session_id);

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
  end_reason text
);
create index sessions_user_id_idx on sessions (user_id) where ended_at is null;

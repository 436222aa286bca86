-- line ----------------------------------------------------------------------------------------------------
-- Whom LINE named to us. at: LINE's time of what is known.
create table line_friend (
  line_user_id text primary key,
  following    boolean not null,
  at           timestamptz not null
);

-- Somebody signed in at the shop and is being asked by LINE whether to link.
create table line_nonce (
  nonce   text primary key,
  user_id text not null,
  made_at timestamptz not null
);

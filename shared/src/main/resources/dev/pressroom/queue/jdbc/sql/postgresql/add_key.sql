-- Takes a key that there is no row of. Who takes the same key at the same time waits for the other's
-- end; a row that is there stays unlocked, which "do update" would not leave it.
insert into pressroom_key (hash, key_kind, key_value, id, keep_millis, until)
values (?, ?, ?, ?, ?::bigint, null)
on conflict (hash) do nothing

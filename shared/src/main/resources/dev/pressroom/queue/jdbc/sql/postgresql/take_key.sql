-- Takes a key that nobody holds. Who takes the same key at the same time waits for the other's end.
insert into pressroom_key (hash, key_kind, key_value, id, keep_millis, until)
values (?, ?, ?, ?, ?::bigint, null)
on conflict (hash) do update
set id = excluded.id, keep_millis = excluded.keep_millis, until = null
where pressroom_key.until <= coalesce(?::timestamptz, statement_timestamp())

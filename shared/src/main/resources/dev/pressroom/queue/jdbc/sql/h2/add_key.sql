-- Takes a key that there is no row of; one that is there stays unlocked, which "merge" would not
-- leave it.
insert into pressroom_key (hash, key_kind, key_value, id, keep_millis, until)
select hash, key_kind, key_value, id, keep_millis, null
from (values (cast(? as character varying), cast(? as character varying),
    cast(? as character varying), cast(? as character varying), cast(? as bigint)))
  as asked (hash, key_kind, key_value, id, keep_millis)
where not exists (select 1 from pressroom_key held where held.hash = asked.hash)

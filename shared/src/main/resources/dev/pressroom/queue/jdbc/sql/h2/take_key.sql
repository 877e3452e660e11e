merge into pressroom_key held
using (values (cast(? as character varying), cast(? as character varying),
    cast(? as character varying), cast(? as character varying), cast(? as bigint)))
  as asked (hash, key_kind, key_value, id, keep_millis)
on held.hash = asked.hash
when matched and held.until <= coalesce(cast(? as timestamp with time zone), current_timestamp)
  then update set id = asked.id, keep_millis = asked.keep_millis, until = null
when not matched then insert (hash, key_kind, key_value, id, keep_millis, until)
  values (asked.hash, asked.key_kind, asked.key_value, asked.id, asked.keep_millis, null)

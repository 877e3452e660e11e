select id from pressroom_key
where hash = ?
  and (until is null
    or until > coalesce(cast(? as timestamp with time zone), current_timestamp))

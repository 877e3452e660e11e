update pressroom_running
set cancel = true,
  cancel_at = coalesce(cancel_at, cast(? as timestamp with time zone), current_timestamp)
where id = ?

update pressroom_worker
set beat = beat + 1, beat_at = coalesce(cast(? as timestamp with time zone), current_timestamp)
where id = ? and not revoked

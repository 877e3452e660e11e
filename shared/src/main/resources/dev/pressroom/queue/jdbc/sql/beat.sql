update pressroom_worker set beat = beat + 1, beat_at = current_timestamp
where id = ? and not revoked

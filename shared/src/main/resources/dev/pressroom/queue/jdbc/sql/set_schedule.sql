update pressroom_schedule
set times = ?, since = ?, through = ?, fired = ?, paused_at = ?
where name = ?

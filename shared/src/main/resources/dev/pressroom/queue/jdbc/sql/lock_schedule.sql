select name, times, since, through, fired, paused_at from pressroom_schedule
where name = ? for update

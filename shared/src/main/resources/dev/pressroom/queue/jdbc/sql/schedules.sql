select name, times, since, through, fired, paused_at from pressroom_schedule order by name

insert into pressroom_schedule (name, times, since, through, fired, paused_at)
values (?, ?, ?, ?, ?, ?)

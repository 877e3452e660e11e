select id, form, job from pressroom_queued order by queue, priority, id fetch first ? rows only

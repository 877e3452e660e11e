delete from pressroom_queued where id = any (?)

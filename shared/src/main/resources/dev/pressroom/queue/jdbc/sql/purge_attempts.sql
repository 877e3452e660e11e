delete from pressroom_attempt where id = any (?)

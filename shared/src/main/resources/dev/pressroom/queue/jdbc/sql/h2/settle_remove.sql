delete from pressroom_running where id = any (?)

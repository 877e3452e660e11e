delete from pressroom_key where id = any (?)

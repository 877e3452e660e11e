delete from pressroom_tally where id = any (?)

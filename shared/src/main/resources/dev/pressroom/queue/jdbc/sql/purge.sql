delete from pressroom_history where id = any (?) and finished_on < ?

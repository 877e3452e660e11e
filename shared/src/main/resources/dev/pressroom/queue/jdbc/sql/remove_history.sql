delete from pressroom_history where id = ?

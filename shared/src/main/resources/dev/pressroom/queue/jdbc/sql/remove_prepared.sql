delete from pressroom_prepared where id = ?

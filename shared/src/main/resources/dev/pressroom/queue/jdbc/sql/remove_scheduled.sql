delete from pressroom_scheduled where id = ?

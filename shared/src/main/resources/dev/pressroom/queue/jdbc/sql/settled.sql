select id from pressroom_history where id = ? and number = ? and state = ?

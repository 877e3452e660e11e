select outcome from pressroom_attempt where id = ? and number = ?

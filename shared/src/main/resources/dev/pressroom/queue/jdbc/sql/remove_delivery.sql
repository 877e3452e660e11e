delete from pressroom_delivery where id = ? and number = ? and state = ?

select state from pressroom_history where id = ? and number = ? and state = ? for update

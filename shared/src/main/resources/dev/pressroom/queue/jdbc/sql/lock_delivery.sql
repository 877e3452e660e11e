select finished_on from pressroom_delivery where id = ? and number = ? and state = ? for update

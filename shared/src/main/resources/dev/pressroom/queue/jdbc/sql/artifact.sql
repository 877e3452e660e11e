select pieces from pressroom_artifact where id = ? and number = ? and name = ?

delete from pressroom_artifact where id = ? and number <> ?

delete from pressroom_artifact_piece where id = ? and number = ? and name = ?

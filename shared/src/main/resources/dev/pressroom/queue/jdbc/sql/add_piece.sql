insert into pressroom_artifact_piece (id, number, name, part, content) values (?, ?, ?, ?, ?)

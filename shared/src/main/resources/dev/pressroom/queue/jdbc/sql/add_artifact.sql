insert into pressroom_artifact (id, number, name, pieces) values (?, ?, ?, ?)

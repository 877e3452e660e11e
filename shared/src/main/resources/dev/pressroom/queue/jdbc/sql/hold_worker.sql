select id from pressroom_worker where id = ? and not revoked for update

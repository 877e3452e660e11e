select id, beat, revoked from pressroom_worker order by id

insert into pressroom_worker (id, worker, host, beat, revoked) values (?, ?, ?, 0, false)

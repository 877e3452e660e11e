select number, state, outcome, log, job, host, lease, finished_on from pressroom_history where id = ?

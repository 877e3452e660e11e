insert into pressroom_tally (finished_on, queue, state, jobs) values (?, ?, ?, ?)

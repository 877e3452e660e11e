-- Of these jobs, those that have ended.
select id, state, finished_on from pressroom_history where id = any (?)

-- Not waited for: a worker that is just claiming, or whose heartbeat waits for a stranger, lives.
select id, host, revoked from pressroom_worker where id = ? for update skip locked

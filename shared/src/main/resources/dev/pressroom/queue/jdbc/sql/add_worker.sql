insert into pressroom_worker
  (id, worker, host, pid, queues, beat, beat_at, revoked, registered_at)
values (?, ?, ?, ?, ?, 0, current_timestamp, false, current_timestamp)

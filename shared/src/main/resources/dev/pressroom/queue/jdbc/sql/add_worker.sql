insert into pressroom_worker
  (id, worker, host, pid, queues, beat, beat_at, revoked, registered_at)
select ?, ?, ?, ?, ?, 0, moment, false, moment
from (select coalesce(cast(? as timestamp with time zone), current_timestamp) as moment) clock

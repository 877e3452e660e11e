select id, worker, host, pid, queues, beat_at, revoked, registered_at, current_timestamp as moment
from pressroom_worker order by worker, id

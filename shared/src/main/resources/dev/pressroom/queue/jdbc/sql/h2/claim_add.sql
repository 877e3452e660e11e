insert into pressroom_running
  (lease, id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job,
   claimed_at)
select cast(? as character varying), id, form, queue, priority, number + 1, allowed, tenant,
  expires_at, keyed, delivers, job,
  coalesce(cast(? as timestamp with time zone), current_timestamp)
from pressroom_queued where id = any (?)

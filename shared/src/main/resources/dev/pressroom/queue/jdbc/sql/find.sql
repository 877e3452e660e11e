select 'queued' as state, id, queue, number, allowed, cast(null as timestamp with time zone) as due_at,
  cast(null as character varying) as lease, cast(null as character varying) as host,
  cast(null as date) as finished_on, priority, tenant
from pressroom_queued where id = ?
union all
select 'running', id, queue, number, allowed, null, lease,
  (select host from pressroom_worker where pressroom_worker.id = pressroom_running.lease), null,
  priority, tenant
from pressroom_running where id = ?
union all
select 'scheduled', id, queue, number, allowed, due_at, null, null, null, priority, tenant
from pressroom_scheduled where id = ?
union all
select 'prepared', id, queue, number, allowed, null, null, null, null, priority, tenant
from pressroom_prepared where id = ?
union all
select state, id, queue, number, allowed, null, lease, host, finished_on, priority, tenant
from pressroom_history where id = ?

select state, id, queue, number, allowed, due_at, lease, host, finished_on, priority, tenant, job from (
  select 'queued' as state, id, queue, number, allowed,
    cast(null as timestamp with time zone) as due_at,
    cast(null as character varying) as lease, cast(null as character varying) as host,
    cast(null as date) as finished_on, priority, tenant, job
  from pressroom_queued
  union all
  select 'running', id, queue, number, allowed, null, lease,
    (select host from pressroom_worker where pressroom_worker.id = pressroom_running.lease), null,
    priority, tenant, job
  from pressroom_running
  union all
  select 'scheduled', id, queue, number, allowed, due_at, null, null, null, priority, tenant, job
  from pressroom_scheduled
  union all
  select 'prepared', id, queue, number, allowed, null, null, null, null, priority, tenant, job
  from pressroom_prepared
) unfinished
where id < ?
  and state = any (?)
  and (cast(? as character varying) is null or queue = ?)
  and (cast(? as character varying) is null or substring(id from 28) = ?)
order by id desc
fetch first ? rows only

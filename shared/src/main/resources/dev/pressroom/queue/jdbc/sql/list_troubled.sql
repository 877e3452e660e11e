select state, id, queue, number, allowed, cast(null as timestamp with time zone) as due_at, lease,
  host, finished_on, priority, tenant, job
from pressroom_history
where id < ?
  and state <> 'succeeded'
  and state = any (?)
  and (cast(? as character varying) is null or queue = ?)
  and (cast(? as character varying) is null or substring(id from 28) = ?)
order by id desc
fetch first ? rows only

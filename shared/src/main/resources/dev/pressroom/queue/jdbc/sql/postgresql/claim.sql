-- Takes up to so many jobs into a lease, in the order of the lines given; each line is a queue, a
-- priority, and the id behind which to look. The lease's row is locked until this is committed: a
-- lease that is revoked claims nothing. One row comes back for the lease even if there is no job.
--
-- Lines are compared as rows, which fits one index only. With equalities the planner, once it has
-- statistics, walks the ids of all queues in search of a line that it takes for short.
with lease as materialized (
  select id from pressroom_worker where id = ? and not revoked for key share
), candidate as materialized (
  select next.id
  from lease
  cross join unnest(?::text[], ?::text[], ?::text[]) as line (queue, priority, low)
  cross join lateral (
    select waiting.id
    from pressroom_queued waiting
    where (waiting.queue, waiting.priority, waiting.id)
        > (line.queue, line.priority::smallint, line.low)
      and (waiting.queue, waiting.priority, waiting.id)
        < (line.queue, line.priority::smallint, '~')
      and waiting.form <= ?
    order by waiting.queue, waiting.priority, waiting.id
    limit ?
    for update skip locked
  ) next
  where line.queue <> all (array(select queue from pressroom_paused))
  limit ?
), taken as (
  delete from pressroom_queued where id = any (array(select id from candidate)) returning *
), claimed as (
  insert into pressroom_running
    (lease, id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job,
     claimed_at)
  select lease.id, taken.id, form, queue, priority, number + 1, allowed, tenant, expires_at, keyed,
    delivers, job, coalesce(?::timestamptz, statement_timestamp())
  from taken cross join lease
  returning *
)
select claimed.*, null::timestamptz as due_at
from lease left join claimed on true

-- Moves what is due into the queues. What is due is looked for from a moment on that was seen
-- before, so that rows which are long gone are not walked over each time.
with due as materialized (
  select id from pressroom_scheduled
  where due_at >= ?::timestamptz and due_at <= coalesce(?::timestamptz, statement_timestamp())
  order by due_at
  limit ?
  for update skip locked
), taken as (
  delete from pressroom_scheduled where id = any (array(select id from due)) returning *
)
insert into pressroom_queued (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job)
select id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job from taken
returning id, queue, priority

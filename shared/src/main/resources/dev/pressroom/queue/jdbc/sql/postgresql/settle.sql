-- Ends many jobs at once: each row of the arrays is one, and counts only if its attempt still runs.
with ended as materialized (
  select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
    as ended (id, number, state, finished_on, finished_at, outcome, log)
), gone as (
  delete from pressroom_running
  using ended
  where pressroom_running.id = ended.id and pressroom_running.number = ended.number::integer
  returning pressroom_running.*
), kept as (
  insert into pressroom_history
    (id, state, finished_on, queue, priority, number, allowed, tenant, finished_at, lease, host, form,
     keyed, delivers, job, outcome, log)
  select gone.id, ended.state, ended.finished_on::date, queue, priority, gone.number, allowed, tenant,
    ended.finished_at::timestamptz, lease, ?, form, keyed, delivers, job, ended.outcome, ended.log
  from gone join ended on ended.id = gone.id
), counted as (
  insert into pressroom_tally (finished_on, queue, state, jobs)
  select ended.finished_on::date, queue, ended.state, count(*)
  from gone join ended on ended.id = gone.id
  group by ended.finished_on, queue, ended.state
), marked as (
  insert into pressroom_delivery (id, number, state, finished_on, host)
  select gone.id, gone.number, ended.state, ended.finished_on::date, ?
  from gone join ended on ended.id = gone.id
  where gone.delivers and ended.state <> 'cancelled'
  on conflict do nothing
), freed as (
  delete from pressroom_key
  where keep_millis is null and id = any (array(select id from gone where keyed))
), kept_key as (
  update pressroom_key
  set until = ended.finished_at::timestamptz + keep_millis * interval '1 millisecond'
  from gone join ended on ended.id = gone.id
  where gone.keyed and pressroom_key.id = gone.id and keep_millis is not null
)
select id from gone

-- Ends many jobs at once: each row of the arrays is one, and counts only if its attempt still runs.
with gone as (
  delete from pressroom_running running
  using unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
    as ended (id, number, state, finished_on, finished_at, outcome, log)
  where running.id = ended.id and running.number = ended.number::integer
  returning running.*, ended.state, ended.finished_on::date, ended.finished_at::timestamptz,
    ended.outcome, ended.log
), kept as (
  insert into pressroom_history
    (id, state, finished_on, queue, priority, number, allowed, tenant, finished_at, lease, host, form,
     keyed, delivers, job, outcome, log)
  select id, state, finished_on, queue, priority, number, allowed, tenant, finished_at, lease, ?,
    form, keyed, delivers, job, outcome, log
  from gone
), counted as (
  insert into pressroom_tally (finished_on, queue, state, jobs)
  select finished_on, queue, state, count(*) from gone group by finished_on, queue, state
), marked as (
  insert into pressroom_delivery (id, number, state, finished_on, host)
  select id, number, state, finished_on, ? from gone where delivers and state <> 'cancelled'
  on conflict do nothing
), freed as (
  delete from pressroom_key
  where keep_millis is null and id = any (array(select id from gone where keyed))
), kept_key as (
  update pressroom_key
  set until = gone.finished_at + keep_millis * interval '1 millisecond'
  from gone
  where gone.keyed and pressroom_key.id = gone.id and keep_millis is not null
)
select id from gone

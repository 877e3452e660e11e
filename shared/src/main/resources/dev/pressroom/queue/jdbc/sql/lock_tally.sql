-- What there is more than one row of.
select id, finished_on, queue, state, jobs from pressroom_tally
where (finished_on, queue, state) in (
  select finished_on, queue, state from pressroom_tally
  group by finished_on, queue, state
  having count(*) > 1)
fetch first ? rows only
for update skip locked

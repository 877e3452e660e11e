select finished_on, queue, state, sum(jobs) as jobs from pressroom_tally
where finished_on >= ?
group by finished_on, queue, state
having sum(jobs) > 0
order by finished_on, queue, state

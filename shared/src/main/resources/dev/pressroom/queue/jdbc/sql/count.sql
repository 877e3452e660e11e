select queue, sum(queued) as queued, sum(scheduled) as scheduled, sum(prepared) as prepared,
  sum(running) as running, sum(paused) as paused
from (
  select queue, count(*) as queued, 0 as scheduled, 0 as prepared, 0 as running, 0 as paused
  from pressroom_queued group by queue
  union all
  select queue, 0, count(*), 0, 0, 0 from pressroom_scheduled group by queue
  union all
  select queue, 0, 0, count(*), 0, 0 from pressroom_prepared group by queue
  union all
  select queue, 0, 0, 0, count(*), 0 from pressroom_running group by queue
  union all
  select queue, 0, 0, 0, 0, 1 from pressroom_paused
) counted
group by queue

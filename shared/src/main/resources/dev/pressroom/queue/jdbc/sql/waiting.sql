select queue, count(*) as jobs, min(id) as oldest from pressroom_queued group by queue order by queue

-- The index gives the order: a plan that sorts would lock every row of the queue.
select id from pressroom_queued
where queue = ? and form <= ?
order by queue, priority, id
fetch first ? rows only
for update skip locked

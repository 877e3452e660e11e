-- Without ORDER BY, because with it every row of the queue would be locked before the first is
-- given. The index that is walked has the order: queue, priority, id.
select id from pressroom_queued use index (pressroom_queued_line)
where queue = ? and form <= ?
fetch first ? rows only
for update skip locked

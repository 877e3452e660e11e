select id, queue, priority from pressroom_scheduled
where due_at >= ? and due_at <= coalesce(cast(? as timestamp with time zone), current_timestamp)
order by due_at
fetch first ? rows only
for update skip locked

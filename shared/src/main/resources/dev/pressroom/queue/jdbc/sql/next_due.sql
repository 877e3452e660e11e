select min(due_at) as due_at from pressroom_scheduled
where due_at > coalesce(cast(? as timestamp with time zone), current_timestamp)

select id, due_at from pressroom_scheduled where due_at < ? order by due_at

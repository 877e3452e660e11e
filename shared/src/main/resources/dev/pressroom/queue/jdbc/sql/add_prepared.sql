insert into pressroom_prepared (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job, due_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

insert into pressroom_queued (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

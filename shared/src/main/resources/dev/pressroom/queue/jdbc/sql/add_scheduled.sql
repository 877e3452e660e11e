insert into pressroom_scheduled (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job, due_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

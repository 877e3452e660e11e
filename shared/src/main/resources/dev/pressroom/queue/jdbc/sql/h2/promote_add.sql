insert into pressroom_queued (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job)
select id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job from pressroom_scheduled where id = any (?)

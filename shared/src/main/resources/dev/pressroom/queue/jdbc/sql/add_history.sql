insert into pressroom_history
  (id, state, finished_on, queue, priority, number, allowed, tenant, finished_at, lease, host,
   form, keyed, delivers, job, outcome, log)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

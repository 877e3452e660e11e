delete from pressroom_worker
where id = ? and not exists (select 1 from pressroom_running where lease = ?)

insert into pressroom_delivery (id, number, state, finished_on, host)
select ?, ?, ?, ?, ?
where not exists
  (select 1 from pressroom_delivery where id = ? and number = ? and state = ?)

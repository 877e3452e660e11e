insert into pressroom_attempt (id, number, outcome)
select ?, ?, ?
where not exists (select 1 from pressroom_attempt where id = ? and number = ?)

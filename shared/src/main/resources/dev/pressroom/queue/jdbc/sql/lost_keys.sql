-- Keys of jobs that are nowhere: they keep others from being submitted.
select id, key_value from pressroom_key
where until is null
  and not exists (select 1 from pressroom_queued where pressroom_queued.id = pressroom_key.id)
  and not exists (select 1 from pressroom_scheduled where pressroom_scheduled.id = pressroom_key.id)
  and not exists (select 1 from pressroom_prepared where pressroom_prepared.id = pressroom_key.id)
  and not exists (select 1 from pressroom_running where pressroom_running.id = pressroom_key.id)
order by id

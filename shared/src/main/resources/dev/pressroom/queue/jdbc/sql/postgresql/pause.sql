insert into pressroom_paused (queue) values (?) on conflict do nothing

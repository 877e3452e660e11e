merge into pressroom_paused (queue) key (queue) values (?)

select id, number, allowed, cancel from pressroom_running where lease = ? order by id

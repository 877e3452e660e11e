select id, number, state, finished_on from pressroom_delivery where host = ? order by id, number

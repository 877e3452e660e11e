select number, outcome from pressroom_attempt where id = ? order by number

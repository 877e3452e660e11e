select id from pressroom_prepared order by id

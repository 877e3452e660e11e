delete from pressroom_paused where queue = ?

select queue from pressroom_paused

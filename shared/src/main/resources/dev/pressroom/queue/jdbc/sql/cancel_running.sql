update pressroom_running set cancel = true where id = ?

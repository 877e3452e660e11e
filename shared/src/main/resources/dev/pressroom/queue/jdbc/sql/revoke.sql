update pressroom_worker set revoked = true where id = ?

update pressroom_worker set beat = beat + 1 where id = ? and not revoked

update pressroom_key set until = null where hash = ? and id = ?

-- A key of a job that ends: one that is kept for a time after that.
update pressroom_key set until = ?::timestamptz + keep_millis * interval '1 millisecond'
where id = ? and keep_millis is not null

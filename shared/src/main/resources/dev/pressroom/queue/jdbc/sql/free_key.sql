-- A key of a job that ends, or is gone: one that holds while it is unfinished.
delete from pressroom_key where id = ? and keep_millis is null

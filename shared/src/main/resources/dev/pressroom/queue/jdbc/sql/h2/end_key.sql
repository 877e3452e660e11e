update pressroom_key
set until = dateadd(millisecond, keep_millis, cast(? as timestamp with time zone))
where id = ? and keep_millis is not null

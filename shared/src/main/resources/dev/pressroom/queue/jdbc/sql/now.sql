select coalesce(cast(? as timestamp with time zone), current_timestamp) as moment

-- Its commit need not be durable: who misses it finds the job by looking.
select set_config('synchronous_commit', 'off', true), pg_notify('pressroom', '')

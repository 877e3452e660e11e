select waiting.*, cast(null as character varying) as lease, false as cancel,
  cast(null as timestamp with time zone) as claimed_at
from pressroom_prepared waiting where id = ? for update

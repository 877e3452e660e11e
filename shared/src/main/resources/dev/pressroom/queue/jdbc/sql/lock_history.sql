select finished.*, cast(null as timestamp with time zone) as due_at,
  cast(null as timestamp with time zone) as expires_at, false as cancel,
  cast(null as timestamp with time zone) as claimed_at
from pressroom_history finished where id = ? for update

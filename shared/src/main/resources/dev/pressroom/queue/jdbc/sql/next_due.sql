-- When the next job is due, if there is one, and what the time is here.
with here as (
  select coalesce(cast(? as timestamp with time zone), current_timestamp) as moment
)
select moment,
  (select min(due_at) from pressroom_scheduled where due_at > moment) as due_at
from here

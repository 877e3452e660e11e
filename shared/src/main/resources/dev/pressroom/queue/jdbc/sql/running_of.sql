select running.*, cast(null as timestamp with time zone) as due_at
from pressroom_running running where lease = ? order by id

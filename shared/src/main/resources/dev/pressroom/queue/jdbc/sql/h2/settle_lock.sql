select running.*, cast(null as timestamp with time zone) as due_at
from pressroom_running running where id = any (?) for update

select marked.id, marked.number, marked.state, marked.finished_on, marked.host, finished.finished_at
from pressroom_delivery marked left join pressroom_history finished on finished.id = marked.id
order by marked.id

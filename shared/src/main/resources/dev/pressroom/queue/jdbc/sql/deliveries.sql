-- Those whose files are on this disk, those whose disk no worker serves, and those of jobs that are
-- not in the history (any more).
select marked.id, marked.number, marked.state, marked.finished_on, marked.host, finished.finished_at,
  coalesce(cast(? as timestamp with time zone), current_timestamp) as moment
from pressroom_delivery marked left join pressroom_history finished on finished.id = marked.id
where marked.host = ? or finished.id is null
  or not exists (select 1 from pressroom_worker serving where serving.host = marked.host)
order by marked.id, marked.number

-- Finished jobs of days before that one, but for those whose key is still to be kept; behind the one
-- at which the batch before ended.
select id, state, finished_on from pressroom_history
where finished_on < ?
  and (finished_on, id) > (?, ?)
  and not (keyed and exists (
    select 1 from pressroom_key
    where pressroom_key.id = pressroom_history.id
      and (until is null
        or until > coalesce(cast(? as timestamp with time zone), current_timestamp))))
order by finished_on, id
fetch first ? rows only

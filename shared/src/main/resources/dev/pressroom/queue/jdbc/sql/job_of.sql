select job from pressroom_queued where id = ?
union all select job from pressroom_running where id = ?
union all select job from pressroom_scheduled where id = ?
union all select job from pressroom_prepared where id = ?
union all select job from pressroom_history where id = ?

select id, lease, number, allowed, claimed_at, cancel_at, job from pressroom_running order by id

-- Waiting rows of jobs that run: nothing of Pressroom leaves such. Locked, so that what is removed is
-- what was seen.
select id from pressroom_queued where id in (select id from pressroom_running)
order by id
for update

-- The last jobs whose files are on one machine's disk.
select id, state, finished_on from pressroom_history
where host = ? and finished_on >= ?
order by finished_on desc, id desc
fetch first ? rows only

-- older workers: may go on; older submitters: may go on
-- The state of a job is the table that holds its row. Every table that waits is small and is only
-- inserted into and deleted from: it is vacuumed early and at full speed, and keeps its pages, for
-- giving them back locks everybody out. All that sorts by age sorts by id, in the "C" collation.

create table pressroom_schema (
  version          integer primary key,
  older_workers    boolean not null,
  older_submitters boolean not null,
  applied_at       timestamp with time zone not null default current_timestamp
);

-- One row for each lease. Its beat is the one thing that is updated over and over. The queues that
-- its worker serves stand one on a line; none means that it did not say.
create table pressroom_worker (
  id            text collate "C" primary key,
  worker        text not null,
  host          text collate "C" not null,
  pid           bigint not null,
  queues        text not null,
  beat          bigint not null,
  beat_at       timestamp with time zone not null,
  revoked       boolean not null,
  registered_at timestamp with time zone not null
) with (fillfactor = 50);

create table pressroom_prepared (
  id         text collate "C" primary key,
  form       integer not null,
  queue      text collate "C" not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     text,
  due_at     timestamp with time zone,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        text not null
) with (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);

create table pressroom_scheduled (
  id         text collate "C" primary key,
  form       integer not null,
  queue      text collate "C" not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     text,
  due_at     timestamp with time zone not null,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        text not null
) with (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);
create index pressroom_scheduled_due on pressroom_scheduled (due_at);

create table pressroom_queued (
  id         text collate "C" primary key,
  form       integer not null,
  queue      text collate "C" not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     text,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        text not null
) with (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);
create index pressroom_queued_line on pressroom_queued (queue, priority, id);

create table pressroom_running (
  id         text collate "C" primary key,
  lease      text collate "C" not null,
  form       integer not null,
  queue      text collate "C" not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     text,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  claimed_at timestamp with time zone not null,
  cancel     boolean not null default false,
  cancel_at  timestamp with time zone,
  job        text not null
) with (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);
create index pressroom_running_lease on pressroom_running (lease);

create table pressroom_history (
  id          text collate "C" primary key,
  state       text not null check (state in ('succeeded', 'failed', 'cancelled')),
  finished_on date not null,
  queue       text collate "C" not null,
  priority    smallint not null,
  number      integer not null,
  allowed     integer not null,
  tenant      text,
  finished_at timestamp with time zone not null,
  lease       text collate "C",
  host        text collate "C",
  form        integer not null,
  keyed       boolean not null,
  delivers    boolean not null,
  job         text not null,
  outcome     text not null,
  log         text
);
create index pressroom_history_day on pressroom_history (finished_on, id);
create index pressroom_history_troubled on pressroom_history (id) where state <> 'succeeded';

-- How many jobs ended, by day: what is appended here is added up later, and nothing is updated.
create table pressroom_tally (
  id          bigint generated always as identity primary key,
  finished_on date not null,
  queue       text collate "C" not null,
  state       text not null,
  jobs        bigint not null
);

-- What came of attempts after which their jobs went on.
create table pressroom_attempt (
  id      text collate "C" not null,
  number  integer not null,
  outcome text not null,
  primary key (id, number)
);

-- Unique keys. While until is null, the job named by id holds the key.
create table pressroom_key (
  hash        text collate "C" primary key,
  key_kind    text not null,
  key_value   text not null,
  id          text collate "C" not null,
  keep_millis bigint,
  until       timestamp with time zone
);
create index pressroom_key_job on pressroom_key (id);

create table pressroom_delivery (
  id     text collate "C" not null,
  number integer not null,
  state  text not null,
  finished_on date not null,
  host   text collate "C",
  primary key (id, number, state)
);

create table pressroom_paused (
  queue text collate "C" primary key
);

-- What is remembered of schedules.
create table pressroom_schedule (
  name      text collate "C" primary key,
  times     text not null,
  since     timestamp with time zone not null,
  through   timestamp with time zone not null,
  fired     timestamp with time zone,
  paused_at timestamp with time zone
);

-- Artifacts for machines that have not the worker's disk. Without its row here, one is not whole.
create table pressroom_artifact (
  id     text collate "C" not null,
  number integer not null,
  name   text collate "C" not null,
  pieces integer not null,
  primary key (id, number, name)
);

create table pressroom_artifact_piece (
  id      text collate "C" not null,
  number  integer not null,
  name    text collate "C" not null,
  part    integer not null,
  content bytea not null,
  primary key (id, number, name, part)
);

-- Submits a job from any program, in its own transaction: the request is form 1 of a job without
-- id, submittedAt and submittedBy. Gives the id of the job that stands for the request: with a
-- unique key, perhaps an earlier one. What is checked here is what the tables need; a worker checks
-- the rest, and a job that it cannot read fails and says why.
create function pressroom_submit(request jsonb) returns text
language plpgsql as $$
declare
  names   constant text[] := array['format', 'report', 'parameters', 'outputs', 'queue', 'priority',
    'principal', 'labels', 'asOf', 'locale', 'timeZone', 'runAt', 'expiresAt', 'timeout', 'attempts',
    'backoff', 'key', 'deliver', 'batch', 'traceparent'];
  digits  constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  moment  constant text := '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?Z$';
  now_ms  bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  random  bytea := uuid_send(gen_random_uuid());
  report  text := request ->> 'report';
  line    text := coalesce(request ->> 'queue', 'default');
  asked   jsonb := request -> 'key';
  keep    interval;
  holder  text;
  key_hash text;
  new_id  text := '';
  document jsonb;
  stray   text;
begin
  if jsonb_typeof(request) is distinct from 'object' then
    raise exception 'the request is not a JSON object' using errcode = '22023';
  end if;
  select name into stray from jsonb_object_keys(request) as name where name <> all (names) limit 1;
  if stray is not null then
    raise exception 'the request has a field "%", which form 1 does not know', stray
      using errcode = '22023';
  end if;
  if request ->> 'format' is distinct from 'pressroom/job/1' then
    raise exception 'format is "%"; it must be pressroom/job/1', request ->> 'format'
      using errcode = '22023';
  end if;
  if report is null or length(report) > 64 or report !~ '^[a-z0-9]+([.-][a-z0-9]+)*$' then
    raise exception 'report "%" is not a report''s name', report using errcode = '22023';
  end if;
  if line !~ '^[a-z0-9-]{1,40}$' then
    raise exception 'queue "%" is not a queue''s name; it is 1 to 40 of a-z, 0-9 and dash', line
      using errcode = '22023';
  end if;
  if coalesce(request ->> 'priority', '5') !~ '^[0-9]$' then
    raise exception 'priority is %; it is 0 (first) to 9', request ->> 'priority'
      using errcode = '22023';
  end if;
  if coalesce(request ->> 'attempts', '3') !~ '^([1-9][0-9]?|100)$' then
    raise exception 'attempts is %; it is 1 to 100', request ->> 'attempts' using errcode = '22023';
  end if;
  if coalesce(request #>> '{principal,tenant}', 'x') !~ '^[a-z0-9-]{1,40}$' then
    raise exception 'tenant "%" is not a tenant''s name', request #>> '{principal,tenant}'
      using errcode = '22023';
  end if;
  if coalesce(request ->> 'runAt', '2000-01-01T00:00:00Z') !~ moment
      or coalesce(request ->> 'expiresAt', '2000-01-01T00:00:00Z') !~ moment then
    raise exception 'runAt and expiresAt are instants like 2026-11-21T08:00:00Z'
      using errcode = '22023';
  end if;
  if asked is not null then
    if asked ->> 'value' is null or length(asked ->> 'value') not between 1 and 200
        or coalesce(asked ->> 'kind', '') not in ('while-unfinished', 'once')
        or (asked ->> 'kind' = 'once') <> (asked ? 'keep')
        or coalesce(asked ->> 'keep', 'PT1S') !~ '^P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$' then
      raise exception 'key needs a value of up to 200 characters and a kind, while-unfinished or'
        ' once; once needs keep, a duration like P7D' using errcode = '22023';
    end if;
    keep := (asked ->> 'keep')::interval;
  end if;

  for place in reverse 9..0 loop
    new_id := new_id || substr(digits, ((now_ms >> (5 * place)) & 31)::integer + 1, 1);
  end loop;
  for place in 0..15 loop
    new_id := new_id || substr(digits, (get_byte(random, place) & 31) + 1, 1);
  end loop;
  new_id := new_id || '-' || report;
  document := request || jsonb_build_object(
    'id', new_id,
    'submittedAt', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'submittedBy', jsonb_build_object('application', coalesce(
      nullif(left(regexp_replace(current_setting('application_name'), '[[:cntrl:]]', '', 'g'), 200),
        ''), 'sql')));
  if octet_length(document::text) > 1048576 then
    raise exception 'the job has % bytes; at most 1048576 are allowed', octet_length(document::text)
      using errcode = '22023';
  end if;

  if asked is not null then
    key_hash := encode(
      sha256(convert_to((asked ->> 'kind') || E'\n' || (asked ->> 'value'), 'UTF8')), 'hex');
    loop
      insert into pressroom_key (hash, key_kind, key_value, id, keep_millis, until)
      values (key_hash, asked ->> 'kind', asked ->> 'value', new_id,
        (extract(epoch from keep) * 1000)::bigint, null)
      on conflict on constraint pressroom_key_pkey do nothing;
      exit when found;
      select held.id into holder from pressroom_key held
      where held.hash = key_hash
        and (held.until is null or held.until > statement_timestamp());
      if found then
        return holder;
      end if;
      update pressroom_key held
      set id = new_id, keep_millis = (extract(epoch from keep) * 1000)::bigint, until = null
      where held.hash = key_hash and held.until <= statement_timestamp();
      exit when found;
    end loop;
  end if;

  if request ? 'runAt' then
    insert into pressroom_scheduled
      (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job, due_at)
    values (new_id, 1, line, coalesce((request ->> 'priority')::smallint, 5), 0,
      coalesce((request ->> 'attempts')::integer, 3), request #>> '{principal,tenant}',
      (request ->> 'expiresAt')::timestamptz, asked is not null,
      coalesce(jsonb_array_length(request -> 'deliver'), 0) > 0, document::text,
      (request ->> 'runAt')::timestamptz);
  else
    insert into pressroom_queued
      (id, form, queue, priority, number, allowed, tenant, expires_at, keyed, delivers, job)
    values (new_id, 1, line, coalesce((request ->> 'priority')::smallint, 5), 0,
      coalesce((request ->> 'attempts')::integer, 3), request #>> '{principal,tenant}',
      (request ->> 'expiresAt')::timestamptz, asked is not null,
      coalesce(jsonb_array_length(request -> 'deliver'), 0) > 0, document::text);
  end if;
  return new_id;
end
$$;

insert into pressroom_schema (version, older_workers, older_submitters) values (1, true, true);

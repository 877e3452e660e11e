-- older workers: may go on; older submitters: may go on
-- The state of a job is the table that holds its row. Every table that waits is small and is only
-- inserted into and deleted from. All that sorts by age sorts by id, character by character.

create table pressroom_schema (
  version          integer primary key,
  older_workers    boolean not null,
  older_submitters boolean not null,
  applied_at       timestamp with time zone not null default current_timestamp
);

-- One row for each lease. Its beat is the one thing that is updated over and over. The queues that
-- its worker serves stand one on a line; none means that it did not say.
create table pressroom_worker (
  id            character varying primary key,
  worker        character varying not null,
  host          character varying not null,
  pid           bigint not null,
  queues        character varying not null,
  beat          bigint not null,
  beat_at       timestamp with time zone not null,
  revoked       boolean not null,
  registered_at timestamp with time zone not null
);

create table pressroom_prepared (
  id         character varying primary key,
  form       integer not null,
  queue      character varying not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     character varying,
  due_at     timestamp with time zone,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        character varying not null
);

create table pressroom_scheduled (
  id         character varying primary key,
  form       integer not null,
  queue      character varying not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     character varying,
  due_at     timestamp with time zone not null,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        character varying not null
);
create index pressroom_scheduled_due on pressroom_scheduled (due_at);

create table pressroom_queued (
  id         character varying primary key,
  form       integer not null,
  queue      character varying not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     character varying,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  job        character varying not null
);
create index pressroom_queued_line on pressroom_queued (queue, priority, id);

create table pressroom_running (
  id         character varying primary key,
  lease      character varying not null,
  form       integer not null,
  queue      character varying not null,
  priority   smallint not null,
  number     integer not null,
  allowed    integer not null,
  tenant     character varying,
  expires_at timestamp with time zone,
  keyed      boolean not null,
  delivers   boolean not null,
  claimed_at timestamp with time zone not null,
  cancel     boolean not null default false,
  cancel_at  timestamp with time zone,
  job        character varying not null
);
create index pressroom_running_lease on pressroom_running (lease);

create table pressroom_history (
  id          character varying primary key,
  state       character varying not null check (state in ('succeeded', 'failed', 'cancelled')),
  finished_on date not null,
  queue       character varying not null,
  priority    smallint not null,
  number      integer not null,
  allowed     integer not null,
  tenant      character varying,
  finished_at timestamp with time zone not null,
  lease       character varying,
  host        character varying,
  form        integer not null,
  keyed       boolean not null,
  delivers    boolean not null,
  job         character varying not null,
  outcome     character large object not null,
  log         character large object
);
create index pressroom_history_day on pressroom_history (finished_on, id);

-- How many jobs ended, by day: what is appended here is added up later, and nothing is updated.
create table pressroom_tally (
  id          bigint generated always as identity primary key,
  finished_on date not null,
  queue       character varying not null,
  state       character varying not null,
  jobs        bigint not null
);

-- What came of attempts after which their jobs went on.
create table pressroom_attempt (
  id      character varying not null,
  number  integer not null,
  outcome character large object not null,
  primary key (id, number)
);

-- Unique keys. While until is null, the job named by id holds the key.
create table pressroom_key (
  hash        character varying primary key,
  key_kind    character varying not null,
  key_value   character varying not null,
  id          character varying not null,
  keep_millis bigint,
  until       timestamp with time zone
);
create index pressroom_key_job on pressroom_key (id);

create table pressroom_delivery (
  id     character varying not null,
  number integer not null,
  state  character varying not null,
  finished_on date not null,
  host   character varying,
  primary key (id, number, state)
);

create table pressroom_paused (
  queue character varying primary key
);

-- What is remembered of schedules.
create table pressroom_schedule (
  name      character varying primary key,
  times     character varying not null,
  since     timestamp with time zone not null,
  through   timestamp with time zone not null,
  fired     timestamp with time zone,
  paused_at timestamp with time zone
);

-- Artifacts for machines that have not the worker's disk. Without its row here, one is not whole.
create table pressroom_artifact (
  id     character varying not null,
  number integer not null,
  name   character varying not null,
  pieces integer not null,
  primary key (id, number, name)
);

create table pressroom_artifact_piece (
  id      character varying not null,
  number  integer not null,
  name    character varying not null,
  part    integer not null,
  content binary varying not null,
  primary key (id, number, name, part)
);

insert into pressroom_schema (version, older_workers, older_submitters) values (1, true, true);

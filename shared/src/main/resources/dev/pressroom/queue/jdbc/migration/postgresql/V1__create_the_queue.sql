-- older workers: may go on; older submitters: may go on
-- The state of a job is the table that holds its row. Every table that waits is small and is only
-- inserted into and deleted from. All that sorts by age sorts by id, in the "C" collation.

create table pressroom_schema (
  version          integer primary key,
  older_workers    boolean not null,
  older_submitters boolean not null,
  applied_at       timestamp with time zone not null default current_timestamp
);

-- One row for each lease. Its beat is the one thing that is updated over and over.
create table pressroom_worker (
  id            text collate "C" primary key,
  worker        text not null,
  host          text collate "C" not null,
  beat          bigint not null,
  revoked       boolean not null,
  registered_at timestamp with time zone not null default current_timestamp
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
);

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
);
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
);
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
  job        text not null
);
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
create index pressroom_history_day on pressroom_history (finished_on);
create index pressroom_history_troubled on pressroom_history (id) where state <> 'succeeded';

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

insert into pressroom_schema (version, older_workers, older_submitters) values (1, true, true);

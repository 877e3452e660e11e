-- older workers: stop; older submitters: may go on
insert into pressroom_schema (version, older_workers, older_submitters) values (2, false, true);

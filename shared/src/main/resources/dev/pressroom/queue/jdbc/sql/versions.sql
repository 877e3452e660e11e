select version, older_workers, older_submitters from pressroom_schema order by version

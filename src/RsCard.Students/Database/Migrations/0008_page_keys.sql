-- Keys of cookies and forms, shared by all nodes; sealed with the master key named beside them.
create table page_key (
    name text primary key,
    master_key text not null,
    xml_sealed bytea not null
);

-- What the administration keeps: each row with the revision that an editor read, so that of two who change it at once the
-- second is told.

alter table card_station add column revision integer not null default 1;

create table station_closed_days (
    station_code text not null references card_station (code),
    first_day date not null,
    last_day date not null,
    why text not null default '',
    primary key (station_code, first_day),
    constraint closed_days_end_after_they_begin check (last_day >= first_day)
);

alter table institution
    add column active boolean not null default true,
    add column revision integer not null default 1;

-- Who has signed in, or was given or refused something here. Groups of the directory give roles; the rows of staff_role say what
-- the administration has decided otherwise.
create table staff_member (
    user_name text primary key,
    name text not null,
    signed_in_at timestamptz,
    disabled_at timestamptz,
    disabled_by text,
    revision integer not null default 0,
    constraint a_user_name_is_in_small_letters check (user_name = lower(user_name))
);

create table staff_role (
    user_name text not null references staff_member (user_name),
    role text not null,
    place text not null default '',
    given boolean not null,
    decided_by text not null,
    decided_at timestamptz not null,
    primary key (user_name, role, place),
    constraint a_role_is_known check (role in ('hsa-team', 'study-administrator', 'card-station')),
    constraint only_the_team_has_no_place check ((role = 'hsa-team') = (place = ''))
);

-- Days on which the office is closed besides weekends, holidays and those of the settings (D-61).
create table office_closed_day (
    day text primary key,
    why text not null default '',
    added_by text not null,
    added_at timestamptz not null
);

alter table recurring_job
    add column paused_at timestamptz,
    add column paused_by text;

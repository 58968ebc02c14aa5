-- Texts of mails that the HSA team has written in place of the delivered ones. The newest version applies; one without content says
-- that the delivered text does again. Rows are only inserted, so every version can be seen and put back.
create table mail_text (
    file text not null,
    language text not null,
    version int not null,
    content text,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (file, language, version),
    constraint versions_of_a_mail_text_begin_at_one check (version >= 1)
);

create trigger mail_texts_are_only_inserted before update or delete or truncate on mail_text
    for each statement execute function refuse_change();

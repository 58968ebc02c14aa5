namespace RsCard.Students.Mail;

/// <summary>Who reads a mail. Stored by name: a name is never changed. Only the student reads another language than Swedish.</summary>
public enum MailAudience
{
    Student,

    /// <summary>The institution's study administrators, at the institution's address.</summary>
    Administrator,

    /// <summary>Of the placement: the address comes from the list or the student (D-15).</summary>
    Supervisor,

    /// <summary>Of the placement, as the supervisor.</summary>
    Unit,

    /// <summary>The secretary of the other region (D-5): <c>Contacts:HalmstadMail</c>.</summary>
    HalmstadOffice,

    /// <summary>Activates cards (D-9): <c>Contacts:ItMail</c>.</summary>
    ItDepartment,

    HsaTeam,
}

/// <summary>Where the link of a mail goes.</summary>
public enum MailLink
{
    /// <summary>Whoever reads it needs nothing more.</summary>
    None,

    /// <summary>The student's secret status link, one of its own for every mail (D-10).</summary>
    Status,

    /// <summary>The page of the list that the student's row came with.</summary>
    List,

    /// <summary>The page of the case, as the reader's role opens it.</summary>
    Case,

    /// <summary>The page where the reader begins.</summary>
    Home,

    /// <summary>The administrator's page of all their own students.</summary>
    OwnStudents,

    /// <summary>A secret link to one placement, one of its own for every mail (D-5, D-15).</summary>
    Unit,
}

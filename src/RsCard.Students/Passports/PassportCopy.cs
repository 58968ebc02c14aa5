using RsCard.Students.Database;

namespace RsCard.Students.Passports;

/// <summary>A certified copy as the administrator sends it (D-20).</summary>
/// <param name="Content">PDF, JPEG or PNG.</param>
/// <param name="CertifiedOn">The date that stands on the copy.</param>
/// <param name="IsSigned">The administrator has seen the signature.</param>
/// <param name="PassportValidTo">The last valid day that stands in the passport.</param>
public sealed record CertifiedCopy(byte[] Content, DateOnly CertifiedOn, bool IsSigned, Certifier Certifier, DateOnly PassportValidTo)
{
    public override string ToString() => "CertifiedCopy (not shown)";
}

/// <summary>The responsible teacher who has certified a copy: printed name and phone number. Lies in the database only sealed.</summary>
public sealed record Certifier(string Name, string Phone)
{
    public override string ToString() => "Certifier (not shown)";
}

/// <summary>What is known of a copy; its content is read by itself (<see cref="PassportCopyDesk.ReadAsync"/>).</summary>
/// <param name="Certifier">Null where the student's values were erased.</param>
/// <param name="Decision">One of <see cref="CopyDecision"/>; null before it.</param>
/// <param name="ErasedAt">Null as long as the content is kept (D-25).</param>
public sealed record PassportCopyView(
    Guid Id,
    StudentId Student,
    CaseId Case,
    CopyFormat Format,
    int Size,
    DateOnly CertifiedOn,
    Certifier? Certifier,
    DateOnly? PassportValidTo,
    string UploadedBy,
    DateTimeOffset UploadedAt,
    string? Decision,
    string? Reason,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? ErasedAt)
{
    public override string ToString() => $"Passport copy {Id}";
}

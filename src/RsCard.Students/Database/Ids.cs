namespace RsCard.Students.Database;

/// <summary>An id of one kind of thing, so that two kinds can't be mixed up.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);

    /// <summary>A new id, ordered by time of creation (UUID version 7), which keeps index pages warm.</summary>
    static virtual TSelf New() => TSelf.From(Guid.CreateVersion7());
}

public readonly record struct StudentId(Guid Value) : IId<StudentId>
{
    public static StudentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct EnrolmentId(Guid Value) : IId<EnrolmentId>
{
    public static EnrolmentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CaseId(Guid Value) : IId<CaseId>
{
    public static CaseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct SubmissionId(Guid Value) : IId<SubmissionId>
{
    public static SubmissionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CardId(Guid Value) : IId<CardId>
{
    public static CardId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct MailId(Guid Value) : IId<MailId>
{
    public static MailId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Makes new ids: <c>Id.New&lt;CaseId&gt;()</c>.</summary>
public static class Id
{
    public static TId New<TId>()
        where TId : struct, IId<TId> => TId.New();
}

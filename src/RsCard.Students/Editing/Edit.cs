namespace RsCard.Students.Editing;

/// <summary>What people change in forms, maybe two at once.</summary>
public interface IRevised
{
    /// <summary>Goes up with each change: what an editor has read; 0 for what isn't there yet.</summary>
    int Revision { get; }
}

/// <summary>What came of a change in a form.</summary>
public abstract record Edit<T>
    where T : class, IRevised
{
    private Edit()
    {
    }

    /// <param name="IsChanged">False: it was so already.</param>
    public sealed record Saved(bool IsChanged) : Edit<T>;

    /// <summary>Somebody else has changed it, or added one of that code; nothing was written.</summary>
    /// <param name="Now">As it is; null where there is none of that code.</param>
    public sealed record Overtaken(T? Now) : Edit<T>;
}

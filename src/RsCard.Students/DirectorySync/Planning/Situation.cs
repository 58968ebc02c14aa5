namespace RsCard.Students.DirectorySync.Planning;

/// <summary>How an entry stands to what is wanted. Each has a text for people and a row in docs/directory.md.</summary>
public enum Situation
{
    /// <summary>As wanted.</summary>
    InSync,

    /// <summary>Wanted, and nowhere in the directory.</summary>
    Missing,

    /// <summary>Outside the student branch, where we never had it: the commonest failure (D-7).</summary>
    WrongBranch,

    /// <summary>We had it in the student branch, and somebody moved it out.</summary>
    MovedByHand,

    /// <summary>In the right branch, under another name than its RSid.</summary>
    Renamed,

    /// <summary>The database has changed since our last write.</summary>
    Outdated,

    /// <summary>Somebody changed, in the directory, what we are master of: never silently overwritten.</summary>
    ChangedByHand,

    /// <summary>The entry has ended, and is wanted open.</summary>
    Ended,

    /// <summary>Somebody disabled it: nobody but a person opens it again.</summary>
    Disabled,

    /// <summary>It should be closed, and is open.</summary>
    StillOpen,

    /// <summary>Closed for longer than entries are kept.</summary>
    PastItsTime,

    /// <summary>More than one entry can be the student's: matched by a person, never on name.</summary>
    TwoCandidates,

    /// <summary>Our RSid or HSA-id stands in an entry of somebody else, or the entry has another than we gave.</summary>
    OtherIdentity,

    /// <summary>In the student branch, and nobody wants it.</summary>
    Unwanted,

    /// <summary>An employee has the same personal number: the employee's entry is never written (D-8).</summary>
    AlsoEmployee,

    /// <summary>The process is writing it right now.</summary>
    Moving,

    /// <summary>Several values where one is expected, or a value that can't be read.</summary>
    Malformed,
}

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>Why the planner does with an entry what it does. Stable: plans are kept with it, and the pages have a text for each.</summary>
public enum PlanReason
{
    AsWanted,

    /// <summary>Wanted, and nowhere in the directory.</summary>
    NotEntered,

    /// <summary>We wrote it, and it isn't there any more.</summary>
    Gone,

    /// <summary>The database has changed since our last write, in the attributes of the changes.</summary>
    DatabaseChanged,

    /// <summary>A person decided that the attributes of the changes are written, though somebody changed them by hand.</summary>
    PersonDecided,

    /// <summary>It lies outside the student branch, where we never had it.</summary>
    OutsideBranch,

    /// <summary>We had it in the student branch.</summary>
    MovedOut,

    /// <summary>It has another name than its RSid.</summary>
    OtherName,

    /// <summary>It has ended, and is wanted open: it is opened again.</summary>
    HasEnded,

    /// <summary>It should be closed, and is open.</summary>
    StillOpen,

    KeptLongEnough,

    /// <summary>Somebody changed the attributes of the changes since we wrote them.</summary>
    ChangedByHand,

    /// <summary>Somebody ended it, in the attributes of the changes; it is wanted open.</summary>
    EndedByHand,

    DisabledByHand,

    /// <summary>Several values where one is expected, or one that can't be read, in the attributes of the changes.</summary>
    UnreadableValue,

    /// <summary>Its DN can't be read.</summary>
    UnreadableName,

    /// <summary>It should be closed, but was moved out of the student branch and is open there.</summary>
    OpenElsewhere,

    /// <summary>More than one entry can be the student's.</summary>
    SeveralCandidates,

    /// <summary>The student's RSid or HSA-id stands in the candidate that a person did not choose.</summary>
    OursInAnotherCandidate,

    /// <summary>By what it is known by, it is another student's.</summary>
    OthersEntry,

    /// <summary>An entry that isn't the student's stands under the name of the student's RSid.</summary>
    NameTaken,

    OtherRsId,

    OtherHsaId,

    SeveralNumbers,

    OtherNumber,

    /// <summary>The student's own entry, or its RSid or HSA-id, stands among the employees (D-8).</summary>
    OursAmongEmployees,

    /// <summary>An employee has the same personal number (D-8).</summary>
    SamePersonEmployed,

    /// <summary>By its DN as it was read last, it lies among the employees.</summary>
    AmongEmployees,

    /// <summary>The process is writing it right now.</summary>
    BeingWritten,

    NobodyWantsIt,
}

namespace RsCard.Students.Cases;

/// <summary>What the due date of a person's step is counted in (D-60, D-61).</summary>
public enum DueCount
{
    /// <summary>Days of the calendar from the step's beginning: after a break as many are left as there were.</summary>
    Days,

    /// <summary>Working days from the step's beginning: after a break as many of them are left, and it is a working day again.</summary>
    WorkingDays,

    /// <summary>A date of the world, which no break moves: a placement's, a certificate's, another office's.</summary>
    Date,
}

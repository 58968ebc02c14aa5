using System.Text.Json.Serialization;

namespace RsCard.Students.Mail;

/// <summary>What a mail is for. Stored by name: a name is never changed or used again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailKind>))]
public enum MailKind
{
    /// <summary>The entry stands: RSid, what to do next, status link (D-10).</summary>
    RsId,

    /// <summary>The entry was moved to the right branch (D-7).</summary>
    EnteredInRightBranch,

    /// <summary>The card should be at the station (D-12).</summary>
    CardReady,

    /// <summary>The station has recorded a delay (D-12).</summary>
    CardDelayed,

    /// <summary>The RSid is to be sent to a private unit, in time (D-15).</summary>
    PlacementReminder,

    /// <summary>The last day to send it has passed (D-15).</summary>
    PlacementLastDayPassed,

    /// <summary>The card the person has is to be used (D-8, D-16).</summary>
    CardStillValid,

    /// <summary>To the administrator: a row was rejected (D-6).</summary>
    RowRejected,

    /// <summary>To the administrator: a row has a question to be answered (D-6).</summary>
    AskedBack,
}

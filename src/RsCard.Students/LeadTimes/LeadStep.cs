namespace RsCard.Students.LeadTimes;

/// <summary>What days are counted of, from one thing that happened to a case to another. Reserve cards go another way and are counted apart (D-28).</summary>
public enum LeadStep
{
    /// <summary>From the list to the first approval (D-6).</summary>
    Approval,

    /// <summary>From the approval to the first write of the entry that was proved (D-7); of an entry that was right already there is none.</summary>
    Entry,

    /// <summary>From that write to the mail with the RSid (D-10).</summary>
    RsIdMail,

    /// <summary>From the list to the mail with the RSid: within two weeks as a rule (D-6).</summary>
    ListToRsId,

    /// <summary>From the mail with the RSid to the photo (D-11).</summary>
    Photo,

    /// <summary>From the photo to the day on which the card should be there, as it stands now (D-12).</summary>
    CardExpected,

    /// <summary>From the photo to the hand-over (D-14).</summary>
    HandOver,

    /// <summary>From the list to the hand-over.</summary>
    ListToCard,

    /// <summary>From the mail with the RSid to the reserve card (D-28).</summary>
    ReserveCard,

    /// <summary>From the list to the reserve card.</summary>
    ListToReserveCard,
}

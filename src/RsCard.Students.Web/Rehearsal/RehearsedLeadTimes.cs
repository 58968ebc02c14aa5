using RsCard.Students.LeadTimes;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>How many days a student waits as a whole, from the first list on. The steps between stand in the report's own table.</summary>
internal static class RehearsedLeadTimes
{
    private static readonly (LeadStep Step, string What)[] Told =
    [
        (LeadStep.ListToRsId, "from the list to the mail with the RSid"),
        (LeadStep.Photo, "from that mail to the photo"),
        (LeadStep.HandOver, "from the photo to the card"),
        (LeadStep.ReserveCard, "from that mail to the reserve card"),
        (LeadStep.ListToCard, "from the list to the card"),
        (LeadStep.ListToReserveCard, "from the list to the reserve card"),
    ];

    public static IReadOnlyList<LeadLine> Of(IReadOnlyList<LeadTime> times) =>
    [
        .. from told in Told
           from time in times
           where time is { Institution: null, Station: null } && time.Step == told.Step
           select new LeadLine(told.What, time.Count, time.Median, time.NineOfTen, time.Longest),
    ];
}

namespace RsCard.Students.Cards;

/// <summary>What may become of a card (D-70). Pure: whoever changes a card asks here first.</summary>
public static class CardStates
{
    /// <summary>From → to. A record of arrival may be skipped, or come before the month is over; a transfer (D-71) takes a card from its station again.</summary>
    private static readonly HashSet<(string From, string To)> Allowed =
    [
        (CardState.Applied, CardState.Expected),
        (CardState.Applied, CardState.AtStation),
        (CardState.Expected, CardState.AtStation),
        (CardState.AtStation, CardState.Expected),
        (CardState.Expected, CardState.HandedOver),
        (CardState.AtStation, CardState.HandedOver),
        (CardState.HandedOver, CardState.Suspended),
        (CardState.Suspended, CardState.HandedOver),
        (CardState.HandedOver, CardState.Revoked),
        (CardState.Suspended, CardState.Revoked),
        (CardState.Damaged, CardState.Revoked),
        (CardState.HandedOver, CardState.Expired),
        (CardState.HandedOver, CardState.Damaged),
        (CardState.HandedOver, CardState.Returned),
        (CardState.Suspended, CardState.Returned),
        (CardState.Revoked, CardState.Returned),
        (CardState.Expired, CardState.Returned),
        (CardState.Damaged, CardState.Returned),
        (CardState.Applied, CardState.Cancelled),
        (CardState.Expected, CardState.Cancelled),
        (CardState.AtStation, CardState.Cancelled),
        (CardState.Cancelled, CardState.Destroyed),
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        CardState.Applied, CardState.Expected, CardState.AtStation, CardState.HandedOver, CardState.Suspended, CardState.Revoked,
        CardState.Expired, CardState.Damaged, CardState.Returned, CardState.Cancelled, CardState.Destroyed,
    ];

    /// <summary>How a card begins: a service card is applied for, a reserve card is issued across the counter (D-28).</summary>
    public static bool MayBegin(string kind, string state) => (kind, state) is (CardKind.Service, CardState.Applied) or (CardKind.Reserve, CardState.HandedOver);

    /// <summary>A card whose order was cancelled early may come to its station all the same: whoever has it in the hand destroys it.</summary>
    public static bool MayFollow(string from, string to) => Allowed.Contains((from, to));
}

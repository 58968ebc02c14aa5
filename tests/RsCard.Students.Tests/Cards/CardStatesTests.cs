using RsCard.Students.Cards;

namespace RsCard.Students.Tests.Cards;

/// <summary>What may become of a card, and what may not (D-70).</summary>
public sealed class CardStatesTests
{
    private static readonly string[] BeforeHandOver = [CardState.Applied, CardState.Expected, CardState.AtStation];
    private static readonly string[] AfterHandOver = [CardState.HandedOver, CardState.Suspended, CardState.Revoked, CardState.Expired, CardState.Damaged, CardState.Returned];

    public static TheoryData<string, string> Refused => new()
    {
        { CardState.Revoked, CardState.HandedOver },
        { CardState.Revoked, CardState.Suspended },
        { CardState.Damaged, CardState.HandedOver },
        { CardState.Expired, CardState.HandedOver },
        { CardState.Returned, CardState.HandedOver },
        { CardState.Cancelled, CardState.HandedOver },
        { CardState.Cancelled, CardState.Applied },
        { CardState.Destroyed, CardState.Returned },
        { CardState.Applied, CardState.Returned },
        { CardState.Expected, CardState.Returned },
        { CardState.AtStation, CardState.Returned },
        { CardState.Applied, CardState.HandedOver },
        { CardState.Applied, CardState.Revoked },
        { CardState.HandedOver, CardState.Cancelled },
        { CardState.HandedOver, CardState.Destroyed },
        { CardState.AtStation, CardState.Destroyed },
        { CardState.HandedOver, CardState.HandedOver },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void D70_Change_that_the_table_does_not_have_is_refused(string from, string to) => Assert.False(CardStates.MayFollow(from, to));

    [Theory]
    [InlineData("applied expected at-station handed-over suspended handed-over revoked returned")]
    [InlineData("applied expected handed-over damaged revoked returned")]
    [InlineData("applied at-station handed-over expired returned")]
    [InlineData("applied expected handed-over suspended returned")]
    [InlineData("applied expected at-station expected handed-over damaged returned")]
    [InlineData("applied expected cancelled destroyed")]
    [InlineData("applied at-station cancelled destroyed")]
    [InlineData("applied cancelled destroyed")]
    public void D70_Lives_of_cards_that_the_table_has_pass(string life)
    {
        var states = life.Split(' ');
        Assert.True(CardStates.MayBegin(CardKind.Service, states[0]));
        foreach (var (from, to) in states.Zip(states.Skip(1)))
            Assert.True(CardStates.MayFollow(from, to), $"{from} to {to}");
    }

    [Fact]
    public void D28_Only_a_reserve_card_begins_with_the_hand_over() => Assert.Equal(
        [("service", "applied"), ("reserve", "handed-over")],
        from kind in (string[])[CardKind.Service, CardKind.Reserve] from state in CardStates.All where CardStates.MayBegin(kind, state) select (kind, state));

    /// <summary>Random changes, those that are refused left out: whatever comes of it keeps what D-70 promises.</summary>
    [Fact]
    public void D70_No_life_of_a_card_brings_back_what_was_revoked_or_ended()
    {
        var seen = new HashSet<string>();
        SeededCheck.Holds(2_000, random =>
        {
            var life = new List<string> { random.Next(4) == 0 ? CardState.HandedOver : CardState.Applied };
            for (var turn = 0; turn < 40; turn++)
            {
                var to = CardStates.All[random.Next(CardStates.All.Count)];
                if (CardStates.MayFollow(life[^1], to))
                    life.Add(to);
            }

            seen.UnionWith(life);
            Judge(life);
        });
        Assert.Equal(CardStates.All.Order(), seen.Order());
    }

    private static void Judge(List<string> life)
    {
        for (var place = 0; place < life.Count; place++)
        {
            var (state, before, after) = (life[place], life[..place], life[(place + 1)..]);
            if (state == CardState.Revoked)
                Assert.All(after, later => Assert.Equal(CardState.Returned, later));
            if (state is CardState.Returned or CardState.Destroyed)
                Assert.Empty(after);
            if (state == CardState.Returned)
                Assert.Contains(CardState.HandedOver, before);
            if (state == CardState.Cancelled)
                Assert.DoesNotContain(before, AfterHandOver.Contains);
            if (state == CardState.Destroyed)
                Assert.Equal(CardState.Cancelled, before[^1]);
            if (AfterHandOver.Contains(state))
                Assert.DoesNotContain(after, BeforeHandOver.Contains);
        }
    }
}

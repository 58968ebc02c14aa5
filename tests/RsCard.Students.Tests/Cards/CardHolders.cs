using RsCard.Students.Cards;
using RsCard.Students.Database;

namespace RsCard.Students.Tests.Cards;

/// <summary>Students who have come as far as a card.</summary>
internal static class CardHolders
{
    /// <summary>A student who has fetched a card in Lund, a month after the photo.</summary>
    public static async Task<CaseId> HolderAsync(this ProductNode node, StudentRow? row = null)
    {
        var id = await node.ExpectingAsync(row);
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        return id;
    }

    /// <summary>A student who may fetch the card in Lund, or whose card has been sent home.</summary>
    public static async Task<CaseId> ExpectingAsync(this ProductNode node, StudentRow? row = null)
    {
        var id = (await node.EnterAsync(row ?? new StudentRow()))[0];
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        return id;
    }

    /// <summary>The states of all cards, the oldest first.</summary>
    public static Task<List<string>> CardStatesAsync(this ProductNode node) => node.ListAsync<string>("select state from card order by id");

    /// <summary>What people are waited for, anywhere.</summary>
    public static Task<List<string>> OpenSignalsAsync(this ProductNode node) =>
        node.ListAsync<string>("select name from workflow.bookmark where kind = 'signal' and owner <> 'Nobody' order by name");

    public static string CodeOf(DeskResult result) => Assert.IsType<DeskResult.Refused>(result).Code;
}

using System.CommandLine;
using System.Globalization;
using RsCard.Students.ReserveCards;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>station stock add|list</c>: reserve cards that lie at a station (D-28).</summary>
internal static class StockVerbs
{
    private static readonly Option<string> Station = new("--station") { Description = "Code of the card station", Required = true };

    public static Command Create() => new("stock", "Reserve cards that lie at a station") { Add(), List() };

    private static Command Add()
    {
        var first = new Argument<string>("FIRST") { Description = "Serial number of the card, or of the first of a series" };
        var last = new Argument<string?>("LAST") { Description = "The last of the series", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("add", "The station has received reserve cards") { first, last, Station };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            return DeskVerb.Say(parsed, await services.GetRequiredService<ReserveCardStock>().AddAsync(
                StationOf(parsed), parsed.GetRequiredValue(first), parsed.GetValue(last), Verb.Actor, cancellationToken));
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Serial numbers in the stock, unused") { Station };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var cards = await services.GetRequiredService<ReserveCardStock>().ListAsync(StationOf(parsed), cancellationToken);
            Verb.Answer(parsed, cards, output =>
            {
                foreach (var card in cards)
                    output.WriteLine($"{card.Serial}  {card.ReceivedOn:yyyy-MM-dd}");
            });
            return Verb.Ok;
        });
        return command;
    }

    private static string StationOf(ParseResult parsed) => parsed.GetRequiredValue(Station).ToUpper(CultureInfo.InvariantCulture);
}

using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.Tests.DirectorySync.Journal;

/// <summary>Whether an entry was written between two looks: what an undo goes by.</summary>
public sealed class EntryImageTests
{
    private const string Csn = "20261122040000.000000Z#000000#000#000000";
    private const string Second = "20261122040000Z";

    private static readonly Guid Id = Guid.NewGuid();

    [Theory]
    [InlineData(Csn, "uid=1,c=SE", "Ann", true)]
    [InlineData("20261122040000.000000Z#000001#000#000000", "uid=1,c=SE", "Ann", false)]
    public void Change_sequence_number_tells_alone(string csn, string dn, string name, bool isSame) =>
        Assert.Equal(isSame, Image(csn, dn, ("sn", name)).IsAsIn(Image(Csn, "uid=1,c=SE", ("sn", "Ann"), ("seenBy", "the other account"))));

    [Theory]
    [InlineData(Second, "uid=1,c=SE", "Ann", true)]
    [InlineData("20261122040001Z", "uid=1,c=SE", "Ann", false)]
    [InlineData(Second, "uid=2,c=SE", "Ann", false)]
    [InlineData(Second, "uid=1,c=SE", "Eva", false)]
    [InlineData("", "uid=1,c=SE", "Ann", false)]
    public void Time_of_change_tells_together_with_name_and_values(string time, string dn, string name, bool isSame) =>
        Assert.Equal(isSame, Image(time, dn, ("sn", name)).IsAsIn(Image(Second, "uid=1,c=SE", ("SN", "Ann"))));

    [Fact]
    public void Value_that_came_or_went_within_the_same_second_is_seen()
    {
        var (less, more) = (Image(Second, "uid=1,c=SE", ("sn", "Ann")), Image(Second, "uid=1,c=SE", ("sn", "Ann"), ("mail", "ann@skane.example")));

        Assert.False(less.IsAsIn(more));
        Assert.False(more.IsAsIn(less));
        Assert.True(more.IsAsIn(more));
    }

    private static EntryImage Image(string mark, string dn, params (string Name, string Value)[] values) =>
        new(Id, mark, dn, values.ToDictionary(pair => pair.Name, pair => (IReadOnlyList<string>)[pair.Value]));
}

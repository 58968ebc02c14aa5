using System.Reflection;
using System.Text.RegularExpressions;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Web;

public sealed partial class PhraseTests
{
    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var phrases = All().ToList();

        Assert.True(phrases.Count > 150);
        Assert.All(phrases, phrase =>
        {
            Assert.False(string.IsNullOrWhiteSpace(phrase.Swedish));
            Assert.False(string.IsNullOrWhiteSpace(phrase.English));
            Assert.Equal(Places(phrase.Swedish), Places(phrase.English));
        });
    }

    [Theory]
    [InlineData(0, "sedan i dag", "since today")]
    [InlineData(1, "1 dag", "1 day")]
    [InlineData(2, "2 dagar", "2 days")]
    public void Days_of_waiting_have_the_form_of_their_number(int days, string swedish, string english) =>
        Assert.Equal(new Phrase(swedish, english), CommonTexts.Waited(days));

    /// <summary>Every field of every class of texts, those in tables by key included.</summary>
    private static IEnumerable<Phrase> All() =>
        typeof(Phrase).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Phrase).Namespace && type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(field => field.GetValue(null) switch
            {
                System.Collections.IDictionary table => table.Values.Cast<object>().SelectMany(Of),
                { } value => Of(value),
                _ => [],
            });

    /// <summary>The words for one may leave out the number.</summary>
    private static IEnumerable<Phrase> Of(object value) => value switch
    {
        Phrase phrase => [phrase],
        CountedPhrase counted => [counted.One, counted.Many],
        _ => [],
    };

    private static string Places(string text) => string.Join(',', Place().Matches(text).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

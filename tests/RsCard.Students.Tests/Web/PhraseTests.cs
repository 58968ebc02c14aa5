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

    /// <summary>Every field of every class of texts, those in tables by key included.</summary>
    private static IEnumerable<Phrase> All() =>
        typeof(Phrase).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Phrase).Namespace && type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(field => field.GetValue(null) switch
            {
                Phrase phrase => [phrase],
                System.Collections.IDictionary table => table.Values.Cast<Phrase>(),
                _ => Enumerable.Empty<Phrase>(),
            });

    private static string Places(string text) => string.Join(',', Place().Matches(text).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

using System.Reflection;
using System.Text.RegularExpressions;
using RsCard.Students.Testing;
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

    [Fact]
    public void Every_text_is_read_somewhere()
    {
        var sources = Sources("*.cs").Concat(Sources("*.cshtml")).ToDictionary(file => file, File.ReadAllText);
        var fields = TextClasses().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => field.FieldType == typeof(Phrase) || field.FieldType == typeof(CountedPhrase)).ToList();

        Assert.True(fields.Count > 500);
        Assert.Empty(fields.Where(field => !sources.Any(source => IsRead(field, source.Key, source.Value))).Select(field => $"{field.DeclaringType?.Name}.{field.Name}"));
    }

    [Fact]
    public void No_page_has_words_of_its_own()
    {
        // The address of an authority, and a student of the page that shows what pages are made of.
        string[] known = ["digg.se/tdosanmalan", "Sjuksköterskeprogrammet"];
        var pages = Sources("*.cshtml").ToList();

        Assert.True(pages.Count > 80);
        Assert.Empty(pages.SelectMany(File.ReadLines).Where(line => !line.TrimStart().StartsWith('@')).SelectMany(line => BetweenTags().Matches(line)).Select(match => match.Groups["words"].Value.Trim()).Except(known));
    }

    [Theory]
    [InlineData(0, "sedan i dag", "since today")]
    [InlineData(1, "1 dag", "1 day")]
    [InlineData(2, "2 dagar", "2 days")]
    public void Days_of_waiting_have_the_form_of_their_number(int days, string swedish, string english) =>
        Assert.Equal(new Phrase(swedish, english), CommonTexts.Waited(days));

    /// <summary>Within its own class by its name alone, once more than it is declared.</summary>
    private static bool IsRead(FieldInfo field, string file, string source) => Path.GetFileNameWithoutExtension(file) == field.DeclaringType?.Name
        ? Regex.Count(Quoted().Replace(source, ""), $@"\b{field.Name}\b") > 1
        : source.Contains($"{field.DeclaringType?.Name}.{field.Name}", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\b{field.DeclaringType?.Name}\.{field.Name}\b");

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "src"), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<Type> TextClasses() =>
        typeof(Phrase).Assembly.GetTypes().Where(type => type.Namespace == typeof(Phrase).Namespace && type.Name.EndsWith("Texts", StringComparison.Ordinal));

    /// <summary>Every field of every class of texts, those in tables by key included.</summary>
    private static IEnumerable<Phrase> All() =>
        TextClasses()
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

    [GeneratedRegex(@">(?<words>[^<@{}]*\p{L}{3,}[^<@{}();]*)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenTags();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

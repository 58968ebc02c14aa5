using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Submissions;

public sealed class TextsTests
{
    public static TheoryData<string> RowKeys() => [.. RowTexts.Keys];

    public static TheoryData<string> FileKeys() => [.. FileTexts.Keys];

    [Fact]
    public void Every_code_has_a_text()
    {
        Assert.Empty(RowCodes.All.Except(RowTexts.Keys));
        Assert.Empty(FileCodes.All.Except(FileTexts.Keys));
        Assert.Equal(24, RowCodes.All.Count);
        Assert.Equal(7, FileCodes.All.Count);
    }

    [Theory]
    [MemberData(nameof(RowKeys))]
    public void Row_text_is_a_sentence_in_both_languages_with_its_gap_filled(string key)
    {
        var parts = key.Split('/');
        var error = new RowError(ListColumn.FirstDay, parts[0], parts.ElementAtOrDefault(1));
        CheckPair(RowTexts.Message(error, "sv"), RowTexts.Message(error, "en"));
    }

    [Theory]
    [MemberData(nameof(FileKeys))]
    public void File_text_is_a_sentence_in_both_languages_with_its_gap_filled(string key)
    {
        var refusal = new FileRefusal(key.Split('/')[0], key == FileCodes.Damaged ? null : "17");
        CheckPair(FileTexts.Message(refusal, "sv"), FileTexts.Message(refusal, "en"));
    }

    [Fact]
    public void Column_is_called_what_the_language_calls_it()
    {
        var error = new RowError(ListColumn.SupervisorEmail, RowCodes.MailFormat);
        Assert.StartsWith("E-post handledare:", RowTexts.Message(error, "sv"), StringComparison.Ordinal);
        Assert.StartsWith("Supervisor email:", RowTexts.Message(error, "en"), StringComparison.Ordinal);
    }

    private static void CheckPair(string swedish, string english)
    {
        Assert.NotEqual(swedish, english);
        Assert.All([swedish, english], text =>
        {
            Assert.EndsWith(".", text, StringComparison.Ordinal);
            Assert.True(text.Length > 40);
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        });
    }
}

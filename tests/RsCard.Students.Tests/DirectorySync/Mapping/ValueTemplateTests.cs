using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.Tests.DirectorySync.Mapping;

public sealed class ValueTemplateTests
{
    private static readonly WantedEntry Wanted = new(
        "100001", "SE2321000255-U000001", "200001019803", "Zoë", " Ångström-Łuk ß ", "Asa@Larosate.Example", new(2026, 9, 1), new(2029, 6, 8), Closed: false);

    [Theory]
    [InlineData("{givenName} {rsId}", "Zoë 100001")]
    [InlineData("{familyName|trim|upper}", "ÅNGSTRÖM-ŁUK SS", "ÅNGSTRÖM-ŁUK ß")]
    [InlineData("{email|lower}", "asa@larosate.example")]
    [InlineData("{hsaId}", "SE2321000255-U000001")]
    [InlineData("{personalNumber}", "200001019803")]
    [InlineData("{familyName|ascii|trim|lower}", "angstrom-luk ss")]
    [InlineData("{periodEnd|generalizedTime}", "20290608120000Z")]
    [InlineData("{periodStart|isoDate}", "2026-09-01")]
    [InlineData("t.o.m. {periodEnd | digits}", "t.o.m. 20290608")]
    [InlineData("{status|upper}", "ACTIVE")]
    [InlineData("student", "student")]
    public void Value_is_what_a_reader_expects(string template, params string[] expected) => Assert.Contains(ValueTemplate.Parse(template).Of(Wanted), expected);

    [Fact]
    public void Closed_entry_has_ended() => Assert.Equal("ended", ValueTemplate.Parse("{status}").Of(Wanted with { Closed = true }));

    [Theory]
    [InlineData("{personalNumber}")]
    [InlineData("nummer {personalNumber}")]
    public void Value_without_its_field_is_absent(string template) => Assert.Null(ValueTemplate.Parse(template).Of(Wanted with { PersonalNumber = null }));

    [Theory]
    [InlineData("{email}", "")]
    [InlineData("{email} {email}", " ")]
    public void Nothing_but_spaces_is_absent(string template, string email) => Assert.Null(ValueTemplate.Parse(template).Of(Wanted with { Email = email }));

    [Theory]
    [InlineData("{firstName}", "MAP-001", "'firstName'", "{givenName}")]
    [InlineData("{GivenName}", "MAP-001", "'GivenName'", "givenName")]
    [InlineData("{}", "MAP-001", "''", "givenName")]
    [InlineData("{familyName|shout}", "MAP-002", "'shout'", "{familyName|upper}")]
    [InlineData("", "MAP-003", "nothing", "{givenName} {familyName}")]
    [InlineData("{familyName", "MAP-003", "'{familyName'", "'}'")]
    [InlineData("familyName}", "MAP-003", "'familyName}'", "'{'")]
    [InlineData("{periodEnd}", "MAP-004", "{periodEnd}", "{periodEnd|generalizedTime}")]
    [InlineData("{periodEnd|upper}", "MAP-004", "{periodEnd|upper}", "{periodEnd|generalizedTime}")]
    [InlineData("{familyName|isoDate}", "MAP-004", "{familyName|isoDate}", "{periodEnd|isoDate}")]
    public void What_cannot_be_understood_is_refused_with_a_code_and_what_would_be_right(string template, string code, string got, string right)
    {
        var message = Assert.Throws<FormatException>(() => ValueTemplate.Parse(template)).Message;
        Assert.StartsWith(code + ": expected ", message, StringComparison.Ordinal);
        Assert.Contains(got, message, StringComparison.Ordinal);
        Assert.Contains(right, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_letter_does_not_break_a_plan() => Assert.NotNull(ValueTemplate.Parse("{familyName|ascii}").Of(Wanted with { FamilyName = "A\uD800" }));
}

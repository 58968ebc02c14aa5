using RsCard.Students.ReserveCards;

namespace RsCard.Students.Tests.ReserveCards;

public sealed class CertificateTests
{
    [Theory]
    [InlineData("2026-11-23", "2029-06-08", "2027-05-22")]
    [InlineData("2027-09-01", "2029-06-08", "2028-02-28")]
    [InlineData("2027-09-03", "2029-06-08", "2028-03-01")]
    [InlineData("2027-09-02", "2029-06-08", "2028-02-29")]
    [InlineData("2026-11-23", "2027-05-22", "2027-05-22")]
    [InlineData("2026-11-23", "2027-05-21", "2027-05-21")]
    [InlineData("2026-11-23", "2026-11-23", "2026-11-23")]
    public void D23_Certificate_ends_180_days_after_the_issue_and_never_after_the_education(string issuedOn, string lastDay, string validTo) =>
        Assert.Equal(DateOnly.Parse(validTo, null), Certificate.EndOf(DateOnly.Parse(issuedOn, null), DateOnly.Parse(lastDay, null)));

    [Theory]
    [InlineData(" rk 0001\t", "RK0001")]
    [InlineData("rk-1", "RK-1")]
    [InlineData("rk1", null)]
    [InlineData("rk/00001", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Serial_is_read_as_typed_or_scanned(string? text, string? serial) => Assert.Equal(serial, CardSerial.Find(text));

    [Theory]
    [InlineData("RK-0098", "rk-0101", new[] { "RK-0098", "RK-0099", "RK-0100", "RK-0101" })]
    [InlineData("A9B00", "A9B00", new[] { "A9B00" })]
    [InlineData("RK-0101", "RK-0098", null)]
    [InlineData("RK-0098", "RL-0101", null)]
    [InlineData("RK-0098", "RK-00101", null)]
    [InlineData("RK-0000", "RK-1000", null)]
    [InlineData("CARD", "CARD", null)]
    public void Series_counts_from_the_first_to_the_last(string first, string last, string[]? serials) => Assert.Equal(serials, CardSerial.Range(first, last));
}

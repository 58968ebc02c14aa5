using FsCheck;
using FsCheck.Fluent;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Students;

public sealed class PersonalNumberReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("640823-3234", "196408233234")]
    [InlineData("6408233234", "196408233234")]
    [InlineData("19640823-3234", "196408233234")]
    [InlineData("196408233234", "196408233234")]
    [InlineData(" 19640823 3234 ", "196408233234")]
    [InlineData("640823–3234", "196408233234")]
    [InlineData("640823\u20113234", "196408233234")]
    [InlineData("640823\u22123234", "196408233234")]
    [InlineData("640823\u00A0-\u00A03234", "196408233234")]
    [InlineData("\u200B640823-3234", "196408233234")]
    [InlineData("6408233234.0", "196408233234")]
    [InlineData("6408233234,0", "196408233234")]
    [InlineData("'640823-3234", "196408233234")]
    [InlineData("701063-2391", "197010632391")]
    public void Number_is_read_as_people_write_it(string text, string digits) => Assert.Equal(digits, Valid(text).Digits);

    [Theory]
    [InlineData("", PersonalNumberFault.Format)]
    [InlineData("Anna", PersonalNumberFault.Format)]
    [InlineData("64082-33234", PersonalNumberFault.Format)]
    [InlineData("1964-08-23", PersonalNumberFault.Format)]
    [InlineData("19640823323", PersonalNumberFault.Format)]
    [InlineData("1,96408E+11", PersonalNumberFault.Format)]
    [InlineData("640823--3234", PersonalNumberFault.Format)]
    [InlineData("640823-3234;", PersonalNumberFault.Format)]
    [InlineData("640823-3235", PersonalNumberFault.Checksum)]
    [InlineData("701063-2392", PersonalNumberFault.Checksum)]
    [InlineData("640230-3234", PersonalNumberFault.Date)]
    [InlineData("640045-3234", PersonalNumberFault.Date)]
    [InlineData("640860-3234", PersonalNumberFault.Date)]
    [InlineData("640892-3234", PersonalNumberFault.Date)]
    [InlineData("20640823-3234", PersonalNumberFault.Date)]
    [InlineData("17640823-3234", PersonalNumberFault.Date)]
    [InlineData("880527-T281", PersonalNumberFault.Interim)]
    [InlineData("19880527t281", PersonalNumberFault.Interim)]
    [InlineData("19880527-A12B", PersonalNumberFault.Reserve)]
    [InlineData("880527-28X1", PersonalNumberFault.Reserve)]
    [InlineData("19641323-3234", PersonalNumberFault.Reserve)]
    [InlineData("642023-3234", PersonalNumberFault.Reserve)]
    [InlineData("99640823-3234", PersonalNumberFault.Reserve)]
    public void Text_that_is_no_number_is_refused_with_its_fault(string text, PersonalNumberFault fault) =>
        Assert.Equal(fault, Fault(text));

    [Fact]
    public void Ten_digits_mean_the_latest_century_that_is_not_in_the_future()
    {
        Assert.Equal(new DateOnly(2000, 2, 29), Valid(Number("20000229")[2..]).BirthDate);
        Assert.Equal(new DateOnly(2011, 11, 21), Valid(Number("20111121")[2..]).BirthDate);
        Assert.Equal(new DateOnly(1926, 11, 22), Valid(Number("19261122")[2..]).BirthDate);
    }

    [Fact]
    public void Plus_goes_a_hundred_years_further_back()
    {
        var number = Number("19260110");
        Assert.Equal(number, Valid($"{number[2..8]}+{number[8..]}").Digits);
    }

    [Fact]
    public void Ten_digits_that_give_a_child_or_one_over_a_hundred_are_a_question()
    {
        Assert.Equal(PersonalNumberFault.Ambiguous, Fault(Number("20111122")[2..]));
        var old = Number("19251120");
        Assert.Equal(PersonalNumberFault.Ambiguous, Fault($"{old[2..8]}+{old[8..]}"));
    }

    [Fact]
    public void Twelve_digits_are_never_a_question_of_age()
    {
        Assert.Equal(2012, Valid(Number("20121122")).BirthDate.Year);
        Assert.Equal(1899, Valid(Number("18991122")).BirthDate.Year);
    }

    [Theory]
    [InlineData("20040823")]
    [InlineData("20000101")]
    public void Zeros_that_a_spreadsheet_dropped_come_back_when_the_check_digit_then_holds(string birthDate)
    {
        var number = Number(birthDate);
        Assert.Equal(number, Valid(number[2..].TrimStart('0')).Digits);
    }

    [Fact]
    public void Number_too_short_that_does_not_hold_with_zeros_says_so()
    {
        var number = Number("20040823");
        var wrong = number[2..11].TrimStart('0') + (number[11] == '9' ? '0' : (char)(number[11] + 1));
        Assert.Equal(PersonalNumberFault.LostZeros, Fault(wrong));
        Assert.Equal(PersonalNumberFault.LostZeros, Fault("6408233"));
    }

    [Fact]
    public void Coordination_number_has_the_day_less_sixty()
    {
        var number = Valid("701063-2391");
        Assert.True(number.IsCoordinationNumber);
        Assert.Equal(new DateOnly(1970, 10, 3), number.BirthDate);
        Assert.False(Valid("640823-3234").IsCoordinationNumber);
    }

    [Fact]
    public void Display_has_a_plus_from_the_year_in_which_the_person_turns_a_hundred()
    {
        var number = Valid(Number("19261224"));
        Assert.Contains("-", number.Display(new DateOnly(2025, 12, 31)), StringComparison.Ordinal);
        Assert.Contains("+", number.Display(new DateOnly(2026, 1, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Masked_and_logged_forms_hide_the_number()
    {
        var number = Valid("640823-3234");
        Assert.Equal("640823-****", number.Masked);
        Assert.DoesNotContain("64", $"{number} {new PersonalNumberReading.Valid(number)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6408233234")]
    [InlineData("196408233235")]
    [InlineData("19640823323x")]
    public void Stored_digits_that_do_not_hold_are_not_opened_and_not_told(string digits)
    {
        var error = Assert.Throws<FormatException>(() => PersonalNumber.FromDigits(digits));
        Assert.DoesNotContain("64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_comes_back_from_every_way_of_writing_it() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(0, 300_000).Select(index => SampleList.Number(index, Today)).ToArbitrary(),
            number => Valid(number.Digits) == number
                && Valid(number.Display(Today)) == number
                && Valid(number.Digits[2..]) == number
                && Valid($"{number.Digits[..8]} - {number.Digits[8..]}") == number
                && PersonalNumber.FromDigits(number.Digits) == number));

    [Fact]
    public void One_wrong_digit_never_passes() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(0, 300_000).SelectMany(_ => Gen.Choose(2, 11), (index, place) => (index, place))
                .SelectMany(_ => Gen.Choose(1, 9), (at, more) => (at.index, at.place, more)).ToArbitrary(),
            change =>
            {
                var digits = SampleList.Number(change.index, Today).Digits.ToCharArray();
                digits[change.place] = (char)('0' + (digits[change.place] - '0' + change.more) % 10);
                return PersonalNumberReader.Read(new string(digits), Today) is PersonalNumberReading.Refused;
            }));

    [Fact]
    public void No_text_whatever_makes_the_reader_fail() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            text => PersonalNumberReader.Read(text ?? "", Today) is not null));

    /// <summary>A number of the test series for a birth date.</summary>
    private static string Number(string birthDate)
    {
        var nine = birthDate[2..] + "982";
        return Enumerable.Range(0, 10).Select(digit => $"{birthDate[..2]}{nine}{digit}")
            .Single(number => PersonalNumberReader.Read(number, Today) is PersonalNumberReading.Valid);
    }

    private static PersonalNumber Valid(string text) =>
        Assert.IsType<PersonalNumberReading.Valid>(PersonalNumberReader.Read(text, Today)).Number;

    private static PersonalNumberFault Fault(string text) =>
        Assert.IsType<PersonalNumberReading.Refused>(PersonalNumberReader.Read(text, Today)).Fault;
}

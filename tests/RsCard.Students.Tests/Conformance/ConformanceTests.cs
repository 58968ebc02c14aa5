using Xunit.Abstractions;

namespace RsCard.Students.Tests.Conformance;

/// <summary>The flowchart semantics against what Elsa 3.8 did.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ConformanceCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Chart_does_what_Elsa_did(string name)
    {
        var differences = ConformanceComparison.Differences(ConformanceCase.Load(name));

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Every_case_of_the_corpus_passes()
    {
        var names = ConformanceCase.Names;
        var passed = names.Count(name => ConformanceComparison.Differences(ConformanceCase.Load(name)).Count == 0);

        output.WriteLine($"{passed} of {names.Count} conformance cases pass");
        if (Environment.GetEnvironmentVariable("RSCARD_CONFORMANCE_DIR") is null)
            Assert.Equal(250, names.Count);
        Assert.Equal(names.Count, passed);
    }
}

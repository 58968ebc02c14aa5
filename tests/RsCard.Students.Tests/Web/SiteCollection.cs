namespace RsCard.Students.Tests.Web;

[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<TestSite>
{
    public const string Name = "site";
}

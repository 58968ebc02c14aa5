using RsCard.Ldap.Tests.Connection;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Ds389;

/// <summary>One server for all of them: it starts in seconds.</summary>
[CollectionDefinition(Name)]
public sealed class Ds389Collection : ICollectionFixture<Ds389Server>
{
    public const string Name = "389 Directory Server";
}

[Collection(Ds389Collection.Name)]
[Trait("Server", "389")]
public sealed class OperationOn389Tests(Ds389Server server) : OperationTests(server)
{
    /// <summary>Without rights on the container it doesn't tell what is missing from what may not be written.</summary>
    protected override LdapResultCategory Missing => LdapResultCategory.InsufficientRights;
}

[Collection(Ds389Collection.Name)]
[Trait("Server", "389")]
public sealed class SearchOn389Tests(Ds389Server server) : SearchTests(server);

[Collection(Ds389Collection.Name)]
[Trait("Server", "389")]
public sealed class LeastPrivilegeOn389Tests(Ds389Server server) : LeastPrivilegeTests(server);

using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class SearchOnSlapdTests(SlapdServer slapd) : SearchTests(slapd), IClassFixture<SlapdServer>;

namespace RsCard.Ldap;

/// <summary>What can go with any operation.</summary>
public sealed record LdapRequestOptions
{
    /// <summary>The connection's own deadline, no controls.</summary>
    public static LdapRequestOptions None { get; } = new();

    /// <summary>Time for the answer; null: <see cref="LdapEndpoint.OperationTimeout"/>.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Controls of the request.</summary>
    public IReadOnlyList<LdapControl> Controls { get; init; } = [];

    /// <summary>Options with these controls alone.</summary>
    public static LdapRequestOptions With(params IEnumerable<LdapControl> controls) => new() { Controls = [.. controls] };
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>What the signed-in accounts are asked to look at, each part for itself: one that breaks off is a finding and stops no other.</summary>
/// <param name="sync">Null where it couldn't sign in.</param>
/// <param name="mover">Null where it couldn't sign in.</param>
internal sealed class BoundLook(DirectoryOptions options, RootDse server, LdapConnection reader, LdapConnection? sync, LdapConnection? mover, Action<CheckFinding> say)
{
    private readonly NeededAttributes needed = new(options);
    private readonly ProbeEntry entry = new(options);

    public async Task RunAsync(bool probe, CancellationToken cancellationToken)
    {
        await PartAsync("the schema", LookAtSchemaAsync, cancellationToken);
        TreeSamples? tree = null;
        await PartAsync("the branches", async token => tree = await TreeSamples.ReadAsync(reader, options, say, token), cancellationToken);
        DateTimeOffset? made = null;
        if (tree is not null)
            made = await LookAtRightsAsync(tree, probe, cancellationToken);

        await PartAsync("the clock", token => new ClockCheck(TimeProvider.System, say).LookAsync(reader, server, made, token), cancellationToken);
        await PartAsync("the limits", token => new LimitCheck(options, say).LookAsync(reader, server, token), cancellationToken);
    }

    /// <summary>When the probe was made; null without one.</summary>
    private async Task<DateTimeOffset?> LookAtRightsAsync(TreeSamples tree, bool probes, CancellationToken cancellationToken)
    {
        var offersAssertion = server.SupportedControls.Contains(LdapOid.Assertion);
        var unique = new UniqueCheck(options, entry, tree, say);
        var rights = new RightsCheck(options, needed, entry, tree, offersAssertion, probes, say);
        var reach = new ReachCheck(needed, entry, tree, offersAssertion, probes, say);
        DateTimeOffset? made = null;
        await PartAsync("the reader's rights", token => rights.LookAtReaderAsync(reader, token), cancellationToken);
        await PartAsync("the reader's reach", token => reach.LookAsync("Reader", reader, "CHK-052", ownsStudents: false, takesOut: false, token), cancellationToken);
        if (sync is not null)
        {
            if (!probes)
                await PartAsync("unique values", token => unique.LookAsync(reader, sync, token), cancellationToken);
            await PartAsync("Sync's rights", token => rights.LookAtSyncAsync(sync, token), cancellationToken);
            await PartAsync("Sync's reach", token => reach.LookAsync("Sync", sync, "CHK-050", ownsStudents: true, takesOut: false, token), cancellationToken);
            if (probes)
                await PartAsync("the probe", async token => made = await new RealProbe(options, needed, entry, tree, say).TryAsync(sync, reader, mover, unique, token), cancellationToken);
        }

        if (mover is not null)
        {
            if (!probes)
                await PartAsync("Mover's rights", token => rights.LookAtMoverAsync(mover, reader, token), cancellationToken);
            await PartAsync("Mover's reach", token => reach.LookAsync("Mover", mover, "CHK-053", ownsStudents: false, takesOut: true, token), cancellationToken);
        }

        return made;
    }

    private async Task LookAtSchemaAsync(CancellationToken cancellationToken)
    {
        DirectorySchema schema;
        try
        {
            schema = await reader.ReadSchemaAsync(LdapRequestOptions.None, cancellationToken);
        }
        catch (LdapException unreadable) when (unreadable.Code == LdapErrorCode.SchemaUnreadable)
        {
            say(CheckFinding.Warning("CHK-029", "the server to show its schema", server.Subschema is null ? "it doesn't say where it stands" : unreadable.Message, "give the reader the right: until then nobody knows that the mapping fits"));
            return;
        }

        foreach (var finding in SchemaCheck.Look(schema, needed))
            say(finding);
    }

    private async Task PartAsync(string what, Func<CancellationToken, Task> lookAsync, CancellationToken cancellationToken)
    {
        try
        {
            await lookAsync(cancellationToken);
        }
        catch (LdapException broken)
        {
            say(CheckFinding.Error("CHK-090", $"to look at {what}", broken.Message, "look at the server's log, and run the check again"));
        }
        catch (ArgumentException notText)
        {
            say(CheckFinding.Error("CHK-090", $"to look at {what}", $"a value that isn't text ({notText.GetType().Name})", "look at the entry with another program"));
        }
    }
}

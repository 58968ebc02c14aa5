namespace RsCard.Students.Mail.Texts;

/// <summary>
/// The texts that mails are made from: the delivered ones, and in their place what the team has written, where that fits this release.
/// A snapshot: to be read anew for each mail.
/// </summary>
public sealed class MailTextsInForce
{
    private readonly MailTemplates delivered;
    private readonly Dictionary<MailTextKey, (MailTextState State, MailTemplate Template)> changed;

    private MailTextsInForce(MailTemplates delivered, Dictionary<MailTextKey, (MailTextState State, MailTemplate Template)> changed) =>
        (this.delivered, this.changed) = (delivered, changed);

    /// <summary>Those that were changed and don't fit this release.</summary>
    public IReadOnlyList<MailTextState> Outdated => [.. changed.Values.Select(one => one.State).Where(state => state.IsOutdated)];

    /// <summary>How many aren't as delivered.</summary>
    public int Changed => changed.Values.Count(one => one.State.IsChanged);

    public static MailTextsInForce AsDelivered(MailTemplates delivered) => new(delivered, []);

    public MailTextState StateOf(MailTextKey key) =>
        changed.TryGetValue(key, out var found) ? found.State : new(key, Version: 0, delivered.TextOf(key), Written: null, Faults: [], By: null, At: null);

    /// <summary>As they would be with one more version of one text.</summary>
    public MailTextsInForce With(MailTextKey key, MailTextVersion version)
    {
        var (template, faults) = version.Content is { } written ? MailTextRules.Read(key.File, written) : (delivered.Get(key), []);
        var state = new MailTextState(key, version.Version, delivered.TextOf(key), version.Content, faults, version.By, version.At);
        return new(delivered, new(changed) { [key] = (state, template) });
    }

    internal MailTemplate Get(MailTextKey key) => changed.TryGetValue(key, out var found) && !found.State.IsOutdated ? found.Template : delivered.Get(key);
}

namespace RsCard.Students.Web.Configuration;

/// <summary>What kind of installation this is.</summary>
public sealed class InstallationOptions
{
    public const string Section = "Installation";

    /// <summary>True: the clock can't be moved, and a plain connection to the directory is refused. Default false.</summary>
    public bool Production { get; init; }

    /// <summary>Addresses the pages are served on, separated by semicolons. Default <c>http://127.0.0.1:5080</c>; behind a proxy that ends TLS.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Folder with the workflow definitions, below the installation's folder. Default <c>workflows</c>.</summary>
    public string WorkflowFolder { get; init; } = "workflows";

    public IEnumerable<string> Problems()
    {
        foreach (var address in Listen.Split(';'))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return $"expected {nameof(Listen)} to be http or https addresses, got '{address}'";
        }
    }
}

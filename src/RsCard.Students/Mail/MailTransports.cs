namespace RsCard.Students.Mail;

public static class MailTransports
{
    /// <summary>The transport that the settings name.</summary>
    /// <param name="clock">The real clock: connections and time limits don't follow the business.</param>
    /// <exception cref="IOException">The password file can't be read.</exception>
    public static IMailTransport Create(MailOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Transport switch
        {
            MailTransportKind.Pickup => new PickupFolderTransport(options.PickupFolder),
            MailTransportKind.Smtp => new SmtpMailTransport(options, ReadPassword(options.PasswordFile), clock),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Transport, "expected Transport to be Pickup or Smtp"),
        };
    }

    /// <summary>A line end after the password belongs to the editor, not to the password.</summary>
    private static string? ReadPassword(string? file) => file is null ? null : File.ReadAllText(file).TrimEnd('\r', '\n');
}

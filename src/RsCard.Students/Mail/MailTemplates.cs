namespace RsCard.Students.Mail;

/// <summary>The texts of all kinds in all languages.</summary>
public sealed class MailTemplates
{
    private MailTemplates()
    {
    }

    public static MailTemplates Load(string folder) => new();
}

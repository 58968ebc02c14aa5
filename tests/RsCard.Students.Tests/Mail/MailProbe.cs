using System.Diagnostics;
using System.Globalization;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

/// <summary>
/// Sends one mail from a process of its own: which certificates are trusted (SSL_CERT_FILE) is read once in a process's life.
/// </summary>
internal static class MailProbe
{
    /// <returns>The delivery as text.</returns>
    public static async Task<string> RunAsync(int port, string trustedCertificates)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(MailProbe).Assembly.Location);
        start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        start.Environment["SSL_CERT_FILE"] = trustedCertificates;
        start.Environment["SSL_CERT_DIR"] = Path.GetDirectoryName(trustedCertificates);
        using var process = Process.Start(start)!;
        try
        {
            return (await process.StandardOutput.ReadToEndAsync().WaitAsync(ReadMail.Limit)).Trim();
        }
        finally
        {
            process.Kill();
        }
    }

    public static async Task Main(string[] args)
    {
        var options = new MailOptions { Host = "localhost", Port = int.Parse(args[0], CultureInfo.InvariantCulture) };
        using var transport = new SmtpMailTransport(options, password: null, TimeProvider.System);
        Console.WriteLine(await transport.SendAsync(MailSamples.Mail(), CancellationToken.None));
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RsCard.Students.Tests.Mail;

/// <summary>The mail server of <c>servers/smtp-sink.py</c>: not ours, and nothing of .NET's.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly Process process;
    private readonly TemporaryFolder folder;

    private SmtpSink(Process process, TemporaryFolder folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The authority that signed the server's certificate, PEM.</summary>
    public string Authority => folder.File("ca.pem");

    public string[] Mails => Directory.GetFiles(folder.File("mails/new"));

    /// <param name="startTls">Whether STARTTLS is offered and required, with a certificate for localhost of a private authority.</param>
    public static async Task<SmtpSink> StartAsync(bool startTls)
    {
        var own = new TemporaryFolder();
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(MailSamples.RepositoryRoot(), "servers", "smtp-sink.py"));
        start.ArgumentList.Add(own.File("mails"));
        if (startTls)
        {
            WriteCertificates(own);
            foreach (var argument in new[] { "--certificate", own.File("server.pem"), "--key", own.File("server.key") })
                start.ArgumentList.Add(argument);
        }

        var server = Process.Start(start)!;
        var line = await server.StandardOutput.ReadLineAsync().WaitAsync(ReadMail.Limit);
        Assert.True(line is not null, "the mail server didn't start: is Debian's python3-aiosmtpd installed?");
        return new SmtpSink(server, own, int.Parse(line, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(ReadMail.Limit))
            process.Kill();
        process.Dispose();
        folder.Dispose();
    }

    private static void WriteCertificates(TemporaryFolder folder)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, from.AddDays(10));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        serverRequest.CertificateExtensions.Add(names.Build());
        using var server = serverRequest.Create(authority, from, from.AddDays(9), [1, 2, 3]);

        File.WriteAllText(folder.File("ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(folder.File("server.pem"), server.ExportCertificatePem());
        File.WriteAllText(folder.File("server.key"), serverKey.ExportPkcs8PrivateKeyPem());
    }
}

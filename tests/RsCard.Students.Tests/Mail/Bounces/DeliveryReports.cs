namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>Delivery reports (RFC 3464) as other servers write them.</summary>
internal static class DeliveryReports
{
    /// <summary>As servers write them: folded headers, comments, other cases of letters.</summary>
    public static string Of(string form, string messageId, string action, string status)
    {
        var original = $"Received: from x\r\n\tby y\r\nmessage-id:\r\n {messageId}\r\nSubject: Ditt RSid\r\n";
        var enclosed = form switch
        {
            "headers" => $"Content-Type: text/rfc822-headers\r\n\r\n{original}",
            "message" => $"Content-Type: message/rfc822\r\n\r\n{original}\r\nHej\r\n",
            "base64" => $"Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: BASE64\r\n\r\n{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(original), Base64FormattingOptions.InsertLineBreaks)}\r\n",
            _ => "Content-Type: text/plain\r\n\r\nThe mail is not enclosed.\r\n",
        };
        return $"""
            From: MAILER-DAEMON@mx.example
            References: {(form == "references" ? messageId : "<other@mx.example>")}
            Message-ID: <report@mx.example>
            MIME-Version: 1.0
            Content-Type: Multipart/Report; report-type=delivery-status;
             boundary="==b;1=="

            This is a report.
            --==b;1==
            Content-Type: text/plain

            It could not be delivered.
            --==b;1==
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; asa@larosate.example
            Action: {action} (bad destination)
            Status: {status} (unknown)
            Diagnostic-Code: smtp; 550 no such user

            --==b;1==
            {enclosed}
            --==b;1==--

            """.ReplaceLineEndings("\r\n");
    }
}

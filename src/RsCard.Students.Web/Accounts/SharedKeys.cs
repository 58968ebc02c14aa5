using System.Text;
using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Accounts;

/// <summary>
/// The keys of cookies and forms, in the database, so that what one node has issued is understood by the others. They are sealed
/// with the master key from outside the database: a copy of the database signs nobody in.
/// </summary>
public sealed class SharedKeys(NpgsqlDataSource database, MasterKeys masterKeys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return
        [
            .. connection.Query<(string Name, string MasterKey, byte[] Xml)>("select name, master_key, xml_sealed from page_key order by name")
                .Select(row => XElement.Parse(Encoding.UTF8.GetString(masterKeys.Open(row.MasterKey, row.Xml, row.Name)))),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        connection.Execute(
            "insert into page_key (name, master_key, xml_sealed) values (@friendlyName, @Current, @xml) on conflict do nothing",
            new { friendlyName, masterKeys.Current, xml = masterKeys.Seal(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), friendlyName) });
    }
}

/// <summary>Makes the first key before anything is served, one node at a time: two that start at once have the same key.</summary>
public sealed class FirstSharedKey(NpgsqlDataSource database, IServiceProvider services) : IHostedService
{
    private const long Lock = 0x5061_6765_4b65_79;

    public static void Register(IServiceCollection services)
    {
        // Before data protection's own start, which would make a key without the lock.
        services.AddHostedService<FirstSharedKey>();
        services.AddSingleton<IXmlRepository, SharedKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        services.AddDataProtection().SetApplicationName("rscard-students");
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@Lock)", new { Lock }, cancellationToken: cancellationToken));
        try
        {
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(FirstSharedKey)).Protect([]);
        }
        finally
        {
            await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Lock)", new { Lock }, cancellationToken: CancellationToken.None));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.DirectorySync;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests;

/// <summary>What a test changes of a node, after the product has registered its own.</summary>
internal static class NodeChanges
{
    /// <summary>Nothing answers where the directory should be.</summary>
    public static IServiceCollection WithoutDirectory(this IServiceCollection services, ProductSite site)
    {
        var there = site.Directories;
        return services.AddSingleton(new DirectoryOptions
        {
            Host = there.Host,
            Port = FreePort(),
            CertificateAuthority = there.CertificateAuthority,
            Reader = there.Reader,
            Sync = there.Sync,
            Mover = there.Mover,
        });
    }

    /// <summary>Puts a handler of the test's before the product's handler of this kind.</summary>
    public static IServiceCollection Wrap(this IServiceCollection services, string className, Func<IWorkItemHandler, IWorkItemHandler> wrap)
    {
        var own = services.Single(service => service.ServiceType == typeof(IWorkItemHandler) && service.ImplementationType?.Name == className);
        services.Remove(own);
        return services.AddSingleton(provider => wrap((IWorkItemHandler)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Does what the product's handler does, and something of the test's around it.</summary>
internal sealed class WrappedHandler(IWorkItemHandler inner, Func<LeasedWorkItem, Func<Task<WorkOutcome>>, Task<WorkOutcome>> around) : IWorkItemHandler
{
    public string Kind => inner.Kind;

    public int Concurrency => inner.Concurrency;

    public RetryPolicy Retries => inner.Retries;

    public Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken) =>
        around(item, () => inner.HandleAsync(item, cancellationToken));
}

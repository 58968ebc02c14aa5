using RsCard.Students.Tests.Database;
using RsCard.Students.Runtime;

namespace RsCard.Students.Tests.Runtime;

/// <summary>The runtime's own schema, for one test class.</summary>
public sealed class RuntimeDatabase : IAsyncLifetime
{
    private TestDatabase? database;

    public TestDatabase Database => database ?? throw new InvalidOperationException("not initialised");

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(TestDatabase.ScriptsOf(typeof(WorkflowRuntimeOptions).Assembly));

    public async Task DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }
}

namespace RsCard.Students.CrashHarness;

/// <summary>The run's worker processes: one that is killed is replaced at once.</summary>
internal sealed class Workers(Ground ground, MailSink mails, string app, int wanted) : IAsyncDisposable
{
    /// <summary>A frozen worker wakes by its own clock, while others are killed.</summary>
    private readonly Lock gate = new();

    private readonly List<WorkerProcess> all = [];
    private readonly List<WorkerProcess> frozen = [];
    private readonly List<Task> gone = [];
    private int last;

    private readonly List<WorkerProcess> ever = [];

    /// <summary>How many leases each worker has said that it lost, without having died.</summary>
    public Dictionary<int, int> LostLeases => ever.ToDictionary(worker => worker.Number, worker => worker.LostLeases);

    /// <summary>Workers that ended by themselves: none should.</summary>
    public List<int> Deserters { get; } = [];

    public void Fill()
    {
        using var _ = gate.EnterScope();
        foreach (var worker in all.Where(worker => worker.HasExited).ToList())
        {
            // One that finds no database at its start says so and ends; a service manager starts it again, and so do we.
            if (worker.Started.IsCompletedSuccessfully)
                Deserters.Add(worker.Number);
            Remove(worker);
        }

        // In place of a frozen one another is started, as an operator would.
        while (all.Count - frozen.Count < wanted)
        {
            last++;
            ever.Add(WorkerProcess.Start(last, app, ground.Root, ground.Folder, ground.Settings(WorkerProcess.NameOf(last), mails.Open(last))));
            all.Add(ever[^1]);
        }
    }

    /// <summary>Those that work and aren't frozen; waits until there is one.</summary>
    public async Task<IReadOnlyList<WorkerProcess>> WorkingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Fill();
            using (gate.EnterScope())
            {
                var working = all.Where(worker => worker.IsWorking && !frozen.Contains(worker)).ToList();
                if (working.Count > 0)
                    return working;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Any of those that don't work yet; null where all do.</summary>
    public WorkerProcess? FindStarting(Random random)
    {
        Fill();
        using var _ = gate.EnterScope();
        var starting = all.Where(worker => worker is { IsWorking: false, HasExited: false }).ToList();
        return starting.Count == 0 ? null : starting[random.Next(starting.Count)];
    }

    public void Kill(WorkerProcess worker)
    {
        worker.Kill();
        using (gate.EnterScope())
            Remove(worker);
        Fill();
    }

    public void Freeze(WorkerProcess worker)
    {
        worker.Freeze();
        using var _ = gate.EnterScope();
        frozen.Add(worker);
    }

    public void Wake(WorkerProcess worker)
    {
        worker.Wake();
        using var _ = gate.EnterScope();
        frozen.Remove(worker);
    }

    /// <summary>All are asked to stop, and end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(all.Where(worker => !worker.HasExited).Select(worker => worker.StopAsync(cancellationToken)));
        foreach (var worker in all.ToList())
            Remove(worker);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in all.ToList())
            Remove(worker);
        await Task.WhenAll(gone);
    }

    private void Remove(WorkerProcess worker)
    {
        all.Remove(worker);
        frozen.Remove(worker);
        mails.Close(worker.Number);
        gone.Add(worker.DisposeAsync().AsTask());
    }
}

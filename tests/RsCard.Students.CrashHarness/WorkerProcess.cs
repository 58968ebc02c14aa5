using System.Diagnostics;
using System.Threading.Channels;

namespace RsCard.Students.CrashHarness;

/// <summary>One <c>rscard work</c>, as an operator starts it, with a log file of its own.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task logging;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(int number, Process process, string logFile)
    {
        Number = number;
        this.process = process;
        logging = LogAsync(logFile);
    }

    public int Number { get; }

    /// <summary>What it has said up to now, and when it says more.</summary>
    public Channel<string> Said { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Done when it works, failed when it ended before.</summary>
    public Task Started => started.Task;

    /// <summary>Leases that it says it has lost: frozen, cut off, or starved on a busy machine.</summary>
    public int LostLeases { get; private set; }

    public bool IsWorking => started.Task.IsCompletedSuccessfully && !process.HasExited;

    public bool HasExited => process.HasExited;

    /// <param name="app">Path of <c>rscard-students.dll</c>.</param>
    /// <param name="root">The folder with <c>workflows/</c>.</param>
    /// <param name="folder">Its log is written here.</param>
    /// <param name="settings">By their names in the environment.</param>
    public static WorkerProcess Start(int number, string app, string root, string folder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(app);
        start.ArgumentList.Add("work");
        start.Environment["RSCARD_HOME"] = root;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        // A worker lives for seconds: what makes code fast in the long run only delays it. (A minute, in hexadecimal.)
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "EA60";
        start.Environment["DOTNET_gcServer"] = "0";
        var running = Process.Start(start) ?? throw new InvalidOperationException("dotnet doesn't start");
        return new WorkerProcess(number, running, Path.Combine(folder, NameOf(number) + ".log"));
    }

    /// <summary>What its database sessions are called.</summary>
    public static string NameOf(int number) => $"worker-{number}";

    public void Kill() => Signals.Send(process.Id, Signals.Kill);

    public void Freeze() => Signals.Send(process.Id, Signals.Stop);

    public void Wake() => Signals.Send(process.Id, Signals.Continue);

    /// <summary>Asks it to stop, as a service manager does, and waits until it has given everything back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Wake();
        Signals.Send(process.Id, Signals.Terminate);
        await process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            Kill();
        await process.WaitForExitAsync();
        await logging;
        process.Dispose();
    }

    private async Task LogAsync(string file)
    {
        var said = "";
        await using var log = TextWriter.Synchronized(new StreamWriter(file));
        await Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError));
        started.TrySetException(new InvalidOperationException($"{NameOf(Number)} ended before it worked: {said}"));

        async Task CopyAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                said = line;
                Said.Writer.TryWrite(line);
                await log.WriteLineAsync(line);
                if (line.Contains("lease lost", StringComparison.Ordinal) || line.Contains("lease ran out", StringComparison.Ordinal))
                    LostLeases++;
                if (line.Contains("Application started", StringComparison.Ordinal))
                    started.TrySetResult();
            }
        }
    }
}

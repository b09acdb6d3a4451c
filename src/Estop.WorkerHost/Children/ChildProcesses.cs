using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost;

/// <summary>
/// The child processes of the service: the guardian, the spares, and which run goes where. What changes is changed on one event
/// thread.
/// </summary>
internal sealed class ChildProcesses(
    ChildSetup setup, IEnumerable<Kind> kinds, IOptions<ProcessOptions> options, ILogger<ChildProcesses> logger)
    : IChildProcesses
{
    /// <summary>How long a kill may take that is under no deadline of a stop.</summary>
    public static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    private const int LinesAtOnce = 100;
    private static readonly TimeSpan RefillDelay = TimeSpan.FromMilliseconds(100);

    private readonly ServiceExecutable _executable = ServiceExecutable.Current();
    private readonly Queue<ChildProcess> _spares = new();
    private readonly List<ChildProcess> _shared = [];
    private readonly Message _hello = setup.Hello with
    {
        Module = setup.Type.Module.ModuleVersionId,
        Modules = WorkerModules.Of(setup.Type, kinds.Where(static kind => kind.RunsInChildren)),
    };

    private Task<GuardianClient>? _guardian;
    private Task<GuardedProcess>? _commandSpare;
    private bool _keepsSpares;
    private bool _refilling;
    private volatile bool _filesWereReplaced;
    private bool _opened;
    private bool _closed;

    public EventThread Events { get; } = new();

    public LogPump Logs { get; } = new(logger.LinesDropped);

    public ProcessOptions Options { get; } = options.Value;

    public bool NeedRestart => _filesWereReplaced;

    /// <summary>Starts the guardian.</summary>
    /// <exception cref="OptionsValidationException">A kind has limits that cannot be held here.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _opened = true;
        Events.Start("estop-children");
        Logs.Start();
        var guardian = await Events.Run(GuardianAsync).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (ChildLimits.Refusals([.. kinds], guardian.Abilities).ToList() is { Count: > 0 } refusals)
        {
            throw new OptionsValidationException(nameof(WorkerKindOptions), typeof(WorkerKindOptions), refusals);
        }
    }

    public void BeginToKeepSpares() => Events.Run(() =>
    {
        _keepsSpares = true;
        _ = RefillAsync();
    });

    /// <summary>Ends all children.</summary>
    public async Task CloseAsync()
    {
        if (!_opened)
        {
            return;
        }

        var guardian = await Events.Run(() =>
        {
            _closed = true;
            return Task.FromResult(_guardian);
        }).ConfigureAwait(false);
        try
        {
            // Also one that is being started: it would outlive the host in a process that goes on.
            (guardian is null ? null : await guardian.ConfigureAwait(false))?.Dispose();
        }
        catch (SpawnException)
        {
            // There is none.
        }

        Logs.Dispose();
        Events.End();
    }

    public IRunExecution Start(ChildStart start)
    {
        if (start.Kind is CommandKind command)
        {
            var program = new CommandRun(this, start, command.Command);
            _ = Events.Run(program.BeginAsync);
            return program;
        }

        var run = new RemoteRun(this, start);
        _ = Events.Run(run.BeginAsync);
        return run;
    }

    /// <summary>The child in which the run is to be started, with the run attached to it. It may not be ready yet.</summary>
    public ChildProcess ChildFor(ChildStart start)
    {
        if (start.Kind.Process is { } process)
        {
            // From its first instruction: a spare has taken something already, and is somebody.
            return NewChild(process);
        }

        if (start.Where == Containment.OwnProcess)
        {
            return Take();
        }

        var shared = _shared.Find(child =>
            child.SharedBy == start.Kind && !child.IsCondemned && child.RunCount < Options.RunsPerProcess);
        if (shared is null)
        {
            shared = Take();
            shared.SharedBy = start.Kind;
            _shared.Add(shared);
        }

        return shared;
    }

    /// <summary>A warm child without user code, for one program. The spare, if there is one; another is made for the next.</summary>
    public async Task<GuardedProcess> TakeForCommandAsync(RunLimits? limits)
    {
        if (limits is not null)
        {
            // How many files it may have open is the program's own: the runtime that becomes it needs more than some programs.
            return await SpawnAsync("command", new RunProcess(limits with { OpenFiles = null }, null, null, new Dictionary<string, string>()));
        }

        var spare = _commandSpare;
        _commandSpare = _keepsSpares && !_closed ? SpawnAsync("command") : null;
        if (spare is not null)
        {
            try
            {
                var warm = await spare;
                if (!warm.End.IsCompleted)
                {
                    return warm;
                }

                warm.Dispose();
            }
            catch (Exception exception)
            {
                // The next one says what is wrong, to who is waiting for it.
                Logs.Add(() => logger.NoSpare(exception));
            }
        }

        return await SpawnAsync("command");
    }

    public async Task<GuardedProcess> SpawnAsync(string role, RunProcess? process = null, bool isSpare = false)
    {
        if (_filesWereReplaced)
        {
            throw new WorkerProcessException(ServiceBuild.Replaced);
        }

        var guardian = await GuardianAsync();
        var environment = ChildEnvironment.Create(role, Declared(process));
        ChildLimits.AddTo(environment, process);
        if (isSpare)
        {
            environment[ChildVariables.Spare] = "1";
        }

        var spawning = guardian.SpawnAsync(new SpawnRequest
        {
            Path = _executable.Path,
            Arguments = _executable.Arguments,
            Environment = environment,
            WorkingDirectory = process?.WorkingDirectory,
            Limits = ChildLimits.Of(process?.Limits),
            Nice = process?.Limits?.Nice ?? 0,
            WantsChannel = true,
            WantsOutput = true,
        });
        if (await Events.Within(spawning, Options.StartTimeout))
        {
            return await spawning;
        }

        _ = KillLateAsync(spawning);
        throw new WorkerProcessException($"A child process was not made within {Options.StartTimeout}.");
    }

    private static async Task KillLateAsync(Task<GuardedProcess> spawning)
    {
        using var process = await spawning;
        await process.KillAsync(KillTime);
    }

    /// <summary>A run has left it.</summary>
    public void RunLeft(ChildProcess child)
    {
        if (child.SharedBy is not null && child.RunCount == 0 && !child.IsCondemned)
        {
            // What runs have left in it is nobody's any more.
            _ = child.KillAsync(KillTime);
            _shared.Remove(child);
        }
    }

    public void Ended(ChildProcess child)
    {
        _shared.Remove(child);
        if (_spares.Contains(child))
        {
            _ = RefillAsync();
        }
    }

    public void FilesWereReplaced()
    {
        if (!_filesWereReplaced)
        {
            _filesWereReplaced = true;
            Logs.Add(() => logger.FilesWereReplaced());
        }
    }

    /// <summary>Something could not be started: because it would have been another build's?</summary>
    public void Refused(Exception exception)
    {
        if (exception is SpawnException { Error: ServiceBuild.IsAnother })
        {
            FilesWereReplaced();
        }
    }

    public void ChildAskedToTerminate(int processId) => Logs.Add(() => logger.ChildAskedToTerminate(processId));

    public void ChildWrote(int processId, string line) => Logs.Add(() => logger.ChildWrote(processId, line));

    /// <summary>Reads what the output has. What comes faster than it is read is dropped, and what else is to be done has its turn.</summary>
    public Task ReadOutputAsync(ProcessOutput output, Action<string> read) => Events.Run(async () =>
    {
        while (await output.Lines.WaitToReadAsync())
        {
            for (var turn = 0; turn < LinesAtOnce && output.Lines.TryRead(out var line); turn++)
            {
                read(line);
            }

            if (output.TakeDropped() is > 0 and var dropped)
            {
                read($"{dropped} lines were dropped: they came faster than they were read");
            }

            await Task.Yield();
        }
    });

    private async Task<GuardianClient> GuardianAsync()
    {
        if (_closed)
        {
            throw new WorkerProcessException("The service is shutting down.");
        }

        if (_guardian is null or { IsFaulted: true } or { IsCanceled: true }
            || (_guardian.IsCompletedSuccessfully && _guardian.Result.Lost.IsCancellationRequested))
        {
            _guardian = GuardianClient.StartAsync(new GuardianOptions { LockPath = Options.LockPath });
        }

        try
        {
            return await _guardian;
        }
        catch (SpawnException exception)
        {
            Refused(exception);
            throw;
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Declared(RunProcess? process) =>
        process is null ? Options.Environment : [.. Options.Environment, .. process.Environment];

    private ChildProcess NewChild(RunProcess? process = null, bool isSpare = false)
    {
        var child = new ChildProcess(this, process, isSpare);
        child.Start(_hello);
        return child;
    }

    private ChildProcess Take()
    {
        ChildProcess? child = null;
        while (child is null && _spares.TryDequeue(out var spare))
        {
            child = spare.IsCondemned ? null : spare;
        }

        child ??= NewChild();

        _ = RefillAsync();
        return child;
    }

    /// <summary>One after another: many that start at once would take the processors from what runs.</summary>
    private async Task RefillAsync()
    {
        if (_refilling || !_keepsSpares)
        {
            return;
        }

        _refilling = true;
        try
        {
            // Who has taken the spare starts a run in it now.
            await Events.Delay(RefillDelay);
            while (!_closed && !_filesWereReplaced && _spares.Count(static spare => !spare.IsCondemned) < Options.Spares)
            {
                var spare = NewChild(isSpare: true);
                await spare.Ready;
                _spares.Enqueue(spare);
            }
        }
        catch (Exception exception) when (!_closed)
        {
            Logs.Add(() => logger.NoSpare(exception));
        }
        catch (Exception)
        {
            // All children end with the service, those in the making included.
        }
        finally
        {
            _refilling = false;
        }
    }
}

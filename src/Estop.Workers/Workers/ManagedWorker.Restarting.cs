namespace Estop.Workers;

/// <content>What comes after the end of a run.</content>
internal sealed partial class ManagedWorker
{
    /// <summary>
    /// A run is over. Its end and what comes after it show in the same moment, so that nobody takes a worker for failed which is to be
    /// started again. A stop that came before wins.
    /// </summary>
    public void Ended(WorkerRun run, RunEnd end)
    {
        lock (_gate)
        {
            run.End(end);
            NoteLeft_NeedsLock(run);
            if (run == _run && !_forgotten && _forgetting == 0 && !run.IsStopping && !_registry.IsClosed)
            {
                _restarts.Plan(run, end);
            }
        }
    }

    /// <summary>What was made for a run that is over is disposed: the next one would not meet it any more.</summary>
    public void Released(WorkerRun run)
    {
        PendingRestart? next;
        string? gaveUpBecause;
        lock (_gate)
        {
            if (_run != run)
            {
                return;
            }

            (next, gaveUpBecause) = (_restarts.Pending, _restarts.GaveUpBecause);
            if (next is { IsMove: false })
            {
                _restarts.Wait(() => LaunchNext(next));
            }
        }

        switch (next)
        {
            case { IsMove: true }:
                LaunchNext(next);
                break;
            case not null:
                _environment.Log.RestartPlanned(Id, next.Delay.TotalMilliseconds, next.Reason);
                break;
            case null when gaveUpBecause is not null:
                _environment.Log.RestartsGivenUp(Id, gaveUpBecause);
                break;
        }
    }

    /// <summary>Starts the run that was to come, unless a stop or somebody's start came first.</summary>
    private void LaunchNext(PendingRestart pending)
    {
        WorkerRun next;
        try
        {
            var input = BindInput();
            lock (_gate)
            {
                if (_restarts.Pending != pending)
                {
                    return;
                }

                if (_registry.IsClosed)
                {
                    _restarts.CallOff();
                    return;
                }

                next = new WorkerRun(this, _run.Number + 1, _environment, pending.Reason, _restarts.Alone);
                next.Launch(input);
                _run = next;
                _restarts.Begun();
            }
        }
        catch (Exception exception)
        {
            _environment.Log.RestartFailed(exception, Id, pending.After.Number);
            var error = ExceptionText.Of(exception);
            lock (_gate)
            {
                if (_restarts.Pending == pending)
                {
                    _restarts.CouldNotStart(error);
                }
            }

            Released(pending.After);
            return;
        }

        Follow(next);
        _environment.Log.WorkerRestarted(Id, next.Number, pending.Reason);
        if (!pending.IsMove)
        {
            _environment.Metrics.Restarted(Kind.Name);
        }
    }
}

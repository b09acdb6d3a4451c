using System.Collections.Concurrent;

namespace Estop.Tests.Lifecycle;

/// <summary>A scope that does as it is told, and counts what must come in pairs.</summary>
internal sealed class Driven
{
    private readonly BlockingCollection<Step> _orders = [];
    private readonly SemaphoreSlim _childEnds = new(0);
    private readonly ConcurrentBag<Task<StopReceipt>> _stops = [];
    private readonly ConcurrentBag<Task<PauseReceipt>> _pauses = [];
    private int _begun;
    private int _cleaned;

    public Driven(string kind)
    {
        var options = new StopScopeOptions { Name = kind };
        switch (kind)
        {
            case "thread":
                Scope = StopScope.StartThread(Body, options);
                break;
            case "task":
                Scope = StopScope.StartTask(BodyAsync, options);
                break;
            default:
                StopScope? scope = null;
                var thread = new Thread(() =>
                {
                    try
                    {
                        StopScope.Run(
                            () =>
                            {
                                Volatile.Write(ref scope, StopScope.Current);
                                Body();
                            },
                            options);
                    }
                    catch (Exception)
                    {
                        // The scope's end tells of it.
                    }
                })
                {
                    IsBackground = true,
                };
                thread.Start();
                Phase.Until(() => Volatile.Read(ref scope) is not null, "the scope is there");
                Scope = scope!;
                break;
        }
    }

    public StopScope Scope { get; }

    /// <summary>Whether all that has begun has run its cleanup.</summary>
    private bool IsBalanced => Volatile.Read(ref _begun) == Volatile.Read(ref _cleaned);

    public void Take(Step step)
    {
        switch (step)
        {
            case Step.Stop:
                _stops.Add(Scope.StopAsync());
                break;
            case Step.Dispose:
                _stops.Add(Scope.DisposeAsync().AsTask().ContinueWith(
                    _ => Scope.StopAsync(), TaskScheduler.Default).Unwrap());
                break;
            case Step.Pause:
                _pauses.Add(Scope.PauseAsync(Phase.HardTimeout / 2));
                break;
            case Step.Resume:
                Scope.Resume();
                break;
            case Step.ChildEnd:
                _childEnds.Release();
                break;
            default:
                _orders.Add(step);
                break;
        }
    }

    /// <summary>All that was asked has been answered, and the answers agree.</summary>
    public async Task<ScopeEnd> AssertAnswered()
    {
        var end = await Phase.InTime(Scope.Completion);
        foreach (var receipt in await Phase.InTime(Task.WhenAll(_stops)))
        {
            Assert.Equal(end.Outcome, receipt.Outcome);
            Assert.NotNull(receipt.Proof);
        }

        foreach (var receipt in await Phase.InTime(Task.WhenAll(_pauses)))
        {
            Assert.NotEqual(PauseOutcome.Incomplete, receipt.Outcome);
        }

        Assert.Empty(Scope.ThreadIds);
        Assert.False(Scope.IsPaused);
        Assert.True(IsBalanced, "What has begun has not been cleaned up, or twice.");
        return end;
    }

    /// <summary>Waits until each pause so far has been answered.</summary>
    public Task Paused() => Phase.InTime(Task.WhenAll(_pauses));

    /// <summary>Waits until the body has looked at all that it was told.</summary>
    public void Heard() => Phase.Until(() => _orders.Count == 0 || Scope.Completion.IsCompleted, "the body has heard");

    private void Body()
    {
        Interlocked.Increment(ref _begun);
        try
        {
            while (true)
            {
                switch (_orders.Take())
                {
                    case Step.Complete:
                        return;
                    case Step.Fail:
                        throw new InvalidOperationException("told to");
                    case Step.ChildStart:
                        new Thread(Child).Start();
                        break;
                }
            }
        }
        finally
        {
            Interlocked.Increment(ref _cleaned);
        }
    }

    private async Task BodyAsync()
    {
        Interlocked.Increment(ref _begun);
        try
        {
            while (true)
            {
                Step step;
                while (!_orders.TryTake(out step))
                {
                    await Task.Delay(1);
                }

                switch (step)
                {
                    case Step.Complete:
                        return;
                    case Step.Fail:
                        throw new InvalidOperationException("told to");
                    case Step.ChildStart:
                        _ = Task.Run(ChildAsync);
                        break;
                }
            }
        }
        finally
        {
            Interlocked.Increment(ref _cleaned);
        }
    }

    private void Child()
    {
        Interlocked.Increment(ref _begun);
        try
        {
            _childEnds.Wait();
        }
        finally
        {
            Interlocked.Increment(ref _cleaned);
        }
    }

    private async Task ChildAsync()
    {
        Interlocked.Increment(ref _begun);
        try
        {
            await _childEnds.WaitAsync();
        }
        finally
        {
            Interlocked.Increment(ref _cleaned);
        }
    }
}

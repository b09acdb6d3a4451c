using System.Diagnostics.CodeAnalysis;

namespace Estop;

/// <content>Code that ends the scope of itself.</content>
public sealed partial class StopScope
{
    private ScopeExitException? _exit;

    /// <summary>
    /// The calling code, which has this scope as its ambient one, wants to end all that it is part of: this scope and those around it.
    /// Does not return: it throws the stop, in shields too, since nobody but the caller asks for it.
    /// </summary>
    [DoesNotReturn]
    internal void Exit(ScopeExitException exit)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            scope.BeginExit(exit);
        }

        if (ScopeThread.InOwnScope() is { Scope: { } own } && StackLook.ToStopRoot() != WayOut.Barred)
        {
            throw new StopException(own, own._tokens.Woven);
        }

        // An exception would end the process here, and the caller does not expect to go on.
        while (true)
        {
            StayHere();
        }
    }

    private static void StayHere()
    {
        try
        {
            new ManualResetEventSlim().Wait(Timeout.Infinite);
        }
        catch (ThreadInterruptedException)
        {
            // For code that can come out.
        }
    }

    private void BeginExit(ScopeExitException exit)
    {
        using (_lock.Hold())
        {
            if (_ladder is not null)
            {
                // It is being stopped by somebody else already, or by an earlier call.
                if (_exit is null && _end is null)
                {
                    Evidence.Failures.Add($"As it was stopped: {exit.Message}");
                }

                return;
            }

            _exit = exit;
        }

        _ = EndAsync(exit);
    }

    private async Task EndAsync(ScopeExitException exit)
    {
        var receipt = await StopAsync(new StopRequest { RequestedBy = "the code itself", Reason = exit.Message })
            .ConfigureAwait(false);
        if (receipt.Outcome == ScopeOutcome.Abandoned)
        {
            _options.CannotExit?.Invoke(receipt);
        }
    }

    /// <summary>What became of a scope whose code has ended it, in place of what its body came to.</summary>
    private (ScopeOutcome Outcome, Exception? Exception) AfterExit_NeedsLock(ScopeOutcome outcome) =>
        _exit is not { } exit ? (outcome, outcome == ScopeOutcome.Completed ? null : _body.Exception)
        : exit.ExitCode == 0 ? (ScopeOutcome.Completed, null)
        : (ScopeOutcome.Failed, exit);
}

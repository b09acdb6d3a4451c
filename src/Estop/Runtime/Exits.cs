using System.Diagnostics.CodeAnalysis;

namespace Estop.Runtime;

/// <summary>
/// What ends the process, where woven code of a scope calls it: it ends that code instead, with all of its scope, and nobody else's.
/// </summary>
#pragma warning disable RS0030 // Outside of any scope it is what it was written as.
public static class Exits
{
    /// <summary>In place of <see cref="Environment.Exit"/>.</summary>
    [ReplacesCall(typeof(Environment), nameof(Environment.Exit))]
    public static void Exit(int exitCode)
    {
        if (Ambient.Scope is not { } scope)
        {
            Environment.Exit(exitCode);
            return;
        }

        scope.Exit(new ScopeExitException(exitCode));
    }

    /// <summary>In place of <see cref="Environment.FailFast(string?)"/>.</summary>
    [DoesNotReturn]
    [ReplacesCall(typeof(Environment), nameof(Environment.FailFast))]
    public static void FailFast(string? message)
    {
        if (Ambient.Scope is not { } scope)
        {
            Environment.FailFast(message);
            return;
        }

        scope.Exit(new ScopeExitException(message, null));
    }

    /// <summary>In place of <see cref="Environment.FailFast(string?, Exception?)"/>.</summary>
    [DoesNotReturn]
    [ReplacesCall(typeof(Environment), nameof(Environment.FailFast))]
    public static void FailFast(string? message, Exception? exception)
    {
        if (Ambient.Scope is not { } scope)
        {
            Environment.FailFast(message, exception);
            return;
        }

        scope.Exit(new ScopeExitException(message, exception));
    }
}

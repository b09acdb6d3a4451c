using System.Collections.Immutable;
using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>What the language allows at a place, and what must not be done there.</summary>
internal sealed record Place
{
    /// <summary>What the method returns with, or null in a lambda.</summary>
    public required MethodKind? Returns { get; init; }

    public bool CanAwait { get; init; }

    public bool CanYield { get; init; }

    /// <summary>Whether it can wait for a task: it holds no lock, and nor do its callers.</summary>
    public bool CanBlock { get; init; }

    /// <summary>Whether spans and pointers may stand here.</summary>
    public bool CanPoint { get; init; }

    /// <summary>Whether memory on the stack can be had here: not in a handler, nor for ever.</summary>
    public bool CanAllocate => CanPoint && !IsInHandler && !IsInEndless;

    public bool IsInHandler { get; init; }

    public bool CanReturn { get; init; } = true;

    /// <summary>The loops that can be left from here, the innermost first.</summary>
    public ImmutableList<OpenLoop> Loops { get; init; } = [];

    /// <summary>Whether a switch lies between here and the innermost loop.</summary>
    public bool IsInSwitch { get; init; }

    /// <summary>The counter of the innermost loop.</summary>
    public string Counter { get; init; } = "3";

    /// <summary>Whether a loop around this place must not be left.</summary>
    public bool IsInEndless { get; init; }

    /// <summary>Whether returning would leave it.</summary>
    public bool ReturnLeavesEndless { get; init; }

    /// <summary>Whether what is thrown here is caught inside of it.</summary>
    public bool IsCaught { get; init; }

    public bool ThrowLeavesEndless => IsInEndless && !IsCaught;

    /// <summary>The place in the body of a loop.</summary>
    public Place InLoop(Loop loop, string counter, bool isStatement = true, bool isEndless = false) => this with
    {
        Loops = (isEndless ? Loops.ConvertAll(outer => outer with { IsOutside = true }) : Loops)
            .Insert(0, new OpenLoop(loop.Id, isStatement, isEndless, IsOutside: false)),
        Counter = counter,
        IsInSwitch = false,
        IsInEndless = IsInEndless || isEndless,
        ReturnLeavesEndless = ReturnLeavesEndless || isEndless,
        IsCaught = IsCaught && !isEndless,
        CanYield = CanYield && !isEndless,
    };

    /// <summary>The place in a lambda or local function.</summary>
    public Place InClosure(bool isAsync) => this with
    {
        Returns = null,
        Loops = [],
        CanAwait = isAsync,
        CanYield = false,
        CanPoint = CanPoint && !isAsync,
        CanReturn = true,
        IsInHandler = false,
        ReturnLeavesEndless = false,
        IsInSwitch = false,
    };

    /// <summary>The place in a catch.</summary>
    public Place InCatch() => this with { CanYield = false, IsInHandler = true };

    /// <summary>The place in a finally block.</summary>
    public Place InFinally() => this with { Loops = [], CanYield = false, CanReturn = false, IsInSwitch = false, IsInHandler = true };

    /// <summary>The place in a lock.</summary>
    public Place InLock() => this with { CanAwait = false, CanYield = false, CanBlock = false };
}

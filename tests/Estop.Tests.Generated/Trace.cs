using System.Runtime.CompilerServices;

namespace Estop.Tests.Generated;

/// <summary>
/// What a program did: which statements it executed in which order with which values, what it entered and left. Not woven.
/// </summary>
/// <remarks>A program does one thing at a time, whatever threads it moves between.</remarks>
public sealed class Trace
{
    private readonly HashSet<int> _entered = [];
    private readonly Stack<int> _open = [];

    /// <summary>For <c>lock</c> statements.</summary>
    public object Gate { get; } = new();

    /// <summary>For <c>lock</c> statements too.</summary>
    public Lock Lock { get; } = new();

    /// <summary>A bound that the compiler does not know.</summary>
    public int Limit;

    /// <summary>False, which the compiler does not know.</summary>
    public bool Never;

    /// <summary>What of all traces came out.</summary>
    public long Hash { get; private set; } = 17;

    /// <summary>The traces left.</summary>
    public long Steps { get; private set; }

    /// <summary>The loops that were entered.</summary>
    public IReadOnlySet<int> Entered => _entered;

    /// <summary>What was entered and not left; empty when all is.</summary>
    public IEnumerable<int> Open => _open;

    /// <summary>The first thing that was left out of turn, if any.</summary>
    public string? OutOfTurn { get; private set; }

    /// <summary>The loop that does not end.</summary>
    public int Endless { get; set; } = -1;

    /// <summary>Called when the loop that does not end is entered.</summary>
    public Action Ready { get; set; } = () => { };

    /// <summary>Forgets all that was done.</summary>
    public void Reset()
    {
        _entered.Clear();
        _open.Clear();
        (Hash, Steps, OutOfTurn) = (17, 0, null);
    }

    /// <summary>A statement was executed.</summary>
    public void T(int id, long value)
    {
        Steps++;
        Hash = unchecked((((Hash * 31) + id) * 31) + value);
    }

    /// <summary>A filter was asked.</summary>
    public bool F(int id, bool answer)
    {
        T(id, answer ? 1 : 2);
        return answer;
    }

    /// <summary>A loop was entered.</summary>
    public void Enter(int loop)
    {
        _entered.Add(loop);
        T(loop, 3);
        if (loop == Endless)
        {
            Ready();
        }
    }

    /// <summary>Something was entered that has to be left.</summary>
    public void Begin(int id)
    {
        T(id, 4);
        _open.Push(id);
    }

    /// <summary>It was left.</summary>
    public void End(int id)
    {
        T(id, 5);
        if ((!_open.TryPop(out var innermost) || innermost != id) && OutOfTurn is null)
        {
            OutOfTurn = $"{id} was left while {innermost} was the innermost";
        }
    }

    /// <summary>The value, which the compiler does not know.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T V<T>(T value) => value;

    /// <summary>Something to be used, and left when it is disposed.</summary>
    public Resource Use(int id) => new(this, id);
}

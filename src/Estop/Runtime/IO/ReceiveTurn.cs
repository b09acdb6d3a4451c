using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Estop.Runtime;

/// <summary>
/// The turn of a call that receives, once there is something to receive or its time is over. Of those who receive from one
/// socket all are told that there is something: only one of them at a time makes its call, and the others look again
/// afterwards, or they would be blocked where no stop wakes them. When the time is over, the call itself says so, in its own
/// words: it is given one more millisecond, and at its end the time it had.
/// </summary>
internal readonly ref struct ReceiveTurn
{
    private static readonly ConditionalWeakTable<object, Turns> All = [];

    private readonly Turns? _turns;
    private readonly Socket? _late;
    private readonly int _timeout;

    private ReceiveTurn(Turns turns) => _turns = turns;

    private ReceiveTurn(Socket late, int timeout)
    {
        _late = late;
        _timeout = timeout;
        late.ReceiveTimeout = 1;
    }

    /// <summary>Waits for something to receive or accept.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static ReceiveTurn Await(Socket? socket)
    {
        if (socket is not { Blocking: true } || ScopeThread.InOwnScope() is not { } thread)
        {
            return default;
        }

        var timeout = socket.ReceiveTimeout;
        var end = Environment.TickCount64 + timeout;
        var left = timeout <= 0 ? Timeout.Infinite : timeout;
        var turns = Of(socket);
        while (true)
        {
            var served = turns.Served;
            if (!SocketReadiness.Wait(thread, socket, SelectMode.SelectRead, left))
            {
                return new ReceiveTurn(socket, timeout);
            }

            if (turns.TryTake(served))
            {
                return new ReceiveTurn(turns);
            }

            if (timeout > 0)
            {
                left = (int)Math.Max(0, end - Environment.TickCount64);
            }
        }
    }

    /// <summary>Waits for something to read from a pipe.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static ReceiveTurn Await(ScopeThread thread, SafeHandle pipe)
    {
        var turns = Of(pipe);
        int served;
        do
        {
            served = turns.Served;
            FileReadiness.Wait(thread, pipe, FileReadiness.PollIn, Timeout.Infinite);
        }
        while (!turns.TryTake(served));
        return new ReceiveTurn(turns);
    }

    public void Dispose()
    {
        _turns?.GiveBack();
        _late?.ReceiveTimeout = _timeout;
    }

    private static Turns Of(object source) => All.TryGetValue(source, out var turns) ? turns : All.GetOrCreateValue(source);

    /// <summary>The turns at one socket or pipe.</summary>
    private sealed class Turns
    {
        private int _served;
        private int _taken;

        /// <summary>How many calls have been made.</summary>
        public int Served => Volatile.Read(ref _served);

        /// <summary>False if a call is under way, or one has been made since <paramref name="served"/> were.</summary>
        public bool TryTake(int served)
        {
            if (Interlocked.Exchange(ref _taken, 1) != 0)
            {
                // It is short: there was something for it.
                Thread.Yield();
                return false;
            }

            if (served == Served)
            {
                return true;
            }

            Volatile.Write(ref _taken, 0);
            return false;
        }

        public void GiveBack()
        {
            Volatile.Write(ref _served, _served + 1);
            Volatile.Write(ref _taken, 0);
        }
    }
}

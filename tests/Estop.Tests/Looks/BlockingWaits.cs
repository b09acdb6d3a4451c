using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Estop.Tests.Looks;

/// <summary>One wait of each sort, none of which ends before this is disposed.</summary>
internal sealed class BlockingWaits : IDisposable
{
    private readonly object _monitor = new();
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _never = new();
    private readonly ManualResetEventSlim _held = new();
    private readonly SemaphoreSlim _semaphore = new(0);
    private readonly BlockingCollection<int> _items = [];
    private readonly Thread _holder;

    public BlockingWaits()
    {
        _holder = new Thread(() =>
        {
            lock (_monitor)
            {
                lock (_lock)
                {
                    _held.Set();
                    _never.Wait();
                }
            }
        });
        _holder.Start();
        _held.Wait();
    }

    public void Wait(string wait)
    {
        switch (wait)
        {
            case "sleep":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "monitor":
                lock (_monitor)
                {
                }

                break;
            case "lock":
                lock (_lock)
                {
                }

                break;
            case "join":
                _holder.Join();
                break;
            case "task":
                new TaskCompletionSource().Task.Wait();
                break;
            case "event":
                _never.WaitHandle.WaitOne();
                break;
            case "timeout":
                _never.Wait(TimeSpan.FromHours(1));
                break;
            case "semaphore":
                _semaphore.Wait();
                break;
            case "collection":
                _items.Take();
                break;
            case "pulse":
                var own = new object();
                lock (own)
                {
                    Monitor.Wait(own);
                }

                break;
            case "socket":
                using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
                {
                    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                    socket.Receive(new byte[1]);
                }

                break;
            default:
                throw new ArgumentException(wait, nameof(wait));
        }
    }

    public void Dispose()
    {
        _never.Set();
        _holder.Join();
    }
}

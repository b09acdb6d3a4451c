using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Estop;

/// <summary>What a scope has opened, as far as it still lives. Everything under the scope's lock.</summary>
internal sealed class OpenHandles
{
    private const int FirstPrune = 32;

    private readonly List<WeakReference<IDisposable>> _all = [];
    private int _pruneAt = FirstPrune;

    public void Add(IDisposable handle)
    {
        if (_all.Count >= _pruneAt)
        {
            _all.RemoveAll(static one => !one.TryGetTarget(out var handle) || NameOf(handle) is null);
            _pruneAt = Math.Max(FirstPrune, _all.Count * 2);
        }

        _all.Add(new WeakReference<IDisposable>(handle));
    }

    /// <summary>Forgets and returns the newest that is open; null when there is none.</summary>
    public IDisposable? TakeNewest(out string name)
    {
        while (_all.Count > 0)
        {
            var newest = _all[^1];
            _all.RemoveAt(_all.Count - 1);
            if (newest.TryGetTarget(out var handle) && NameOf(handle) is { } found)
            {
                name = found;
                return handle;
            }
        }

        name = "";
        return null;
    }

    /// <summary>Null for what is closed already.</summary>
    private static string? NameOf(IDisposable handle)
    {
        try
        {
            return handle switch
            {
                TcpClient client => NameOf(client.Client),
                UdpClient client => NameOf(client.Client),
                TcpListener listener => NameOf(listener.Server),
                Socket { SafeHandle: { IsClosed: false, IsInvalid: false } } socket =>
                    $"Socket {(socket.Connected ? socket.RemoteEndPoint : socket.LocalEndPoint)}",
                Socket or null => null,
                SafeHandle { IsClosed: true } => null,
                FileStream file => file.SafeFileHandle.IsClosed ? null : $"{nameof(FileStream)} {file.Name}",
                Stream { CanRead: false, CanWrite: false } => null,
                _ => handle.GetType().Name,
            };
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or NullReferenceException)
        {
            return null;
        }
    }
}

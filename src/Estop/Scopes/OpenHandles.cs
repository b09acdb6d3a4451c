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
            _all.RemoveAll(static one => !one.TryGetTarget(out var handle) || IsKnownToBeClosed(handle));
            _pruneAt = Math.Max(FirstPrune, _all.Count * 2);
        }

        _all.Add(new WeakReference<IDisposable>(handle));
    }

    /// <summary>Forgets and returns the newest, which may be closed already; null when there is none.</summary>
    public IDisposable? TakeNewest()
    {
        while (_all.Count > 0)
        {
            var newest = _all[^1];
            _all.RemoveAt(_all.Count - 1);
            if (newest.TryGetTarget(out var handle))
            {
                return handle;
            }
        }

        return null;
    }

    /// <summary>
    /// Null for what is closed already. To be asked under no lock, and on no thread that others wait for: streams are the
    /// user's code.
    /// </summary>
    public static string? NameOf(IDisposable handle)
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
                Stream { CanRead: false, CanWrite: false } => null,
                // To ask a file's stream for its handle would flush it.
                FileStream file => $"{nameof(FileStream)} {file.Name}",
                _ => handle.GetType().Name,
            };
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or NullReferenceException)
        {
            return null;
        }
        catch (Exception)
        {
            // A stream that does not say whether it is open may be.
            return handle.GetType().Name;
        }
    }

    /// <summary>What only the framework's own code has to be asked for.</summary>
    private static bool IsKnownToBeClosed(IDisposable handle) =>
        handle is Socket or TcpClient or UdpClient or TcpListener or SafeHandle && NameOf(handle) is null;
}

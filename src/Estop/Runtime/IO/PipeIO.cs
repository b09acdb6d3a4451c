using System.IO.Pipes;

namespace Estop.Runtime;

/// <summary>Connecting pipes.</summary>
public static class PipeIO
{
    /// <summary>
    /// In place of <see cref="NamedPipeServerStream.WaitForConnection"/>. Where it listens is not to be had, so that this
    /// is the one wait for I/O that goes through the pool.
    /// </summary>
    [ReplacesCall(typeof(NamedPipeServerStream), nameof(NamedPipeServerStream.WaitForConnection))]
    public static void WaitForConnection(NamedPipeServerStream server)
    {
        if (ScopeThread.InOwnScope() is null)
        {
            server.WaitForConnection();
            return;
        }

        try
        {
            HeldWaits.Hold(server.WaitForConnectionAsync(Tokens.Current())).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Safepoint.Check();
            throw;
        }
    }

    /// <summary>In place of <see cref="NamedPipeClientStream.Connect()"/>.</summary>
    [ReplacesCall(typeof(NamedPipeClientStream), nameof(NamedPipeClientStream.Connect))]
    public static void Connect(NamedPipeClientStream client) =>
        StoppableWait.Run(client, static client => client.Connect());

    /// <summary>In place of <see cref="NamedPipeClientStream.Connect(int)"/>.</summary>
    [ReplacesCall(typeof(NamedPipeClientStream), nameof(NamedPipeClientStream.Connect))]
    public static void Connect(NamedPipeClientStream client, int timeout) =>
        StoppableWait.Run(
            (client, timeout),
            static call =>
            {
                call.client.Connect(call.timeout);
                return true;
            },
            repeat: false);

    /// <summary>In place of <see cref="NamedPipeClientStream.Connect(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(NamedPipeClientStream), nameof(NamedPipeClientStream.Connect))]
    public static void Connect(NamedPipeClientStream client, TimeSpan timeout) =>
        StoppableWait.Run(
            (client, timeout),
            static call =>
            {
                call.client.Connect(call.timeout);
                return true;
            },
            repeat: false);
}

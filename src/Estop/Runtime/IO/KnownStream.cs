using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Estop.Runtime;

/// <summary>
/// What lies under a stream whose ways are exactly known: nothing is buffered in between, so that a read waits for it, and
/// for nothing else. Every other stream is called as it is.
/// </summary>
internal static class KnownStream
{
    /// <summary>What a pipe takes at once whenever it is ready at all (PIPE_BUF).</summary>
    public const int PipeTakes = 4096;

    private static readonly Type? ConsoleType = Type.GetType("System.ConsolePal+UnixConsoleStream, System.Console");
    private static readonly SafeFileHandle Input = new(0, ownsHandle: false);

    /// <summary>Whether synchronous calls of the stream end on a stop.</summary>
    public static bool Is(Stream? stream) => stream is not null && (SocketOf(stream) is not null || FileOf(stream) is not null);

    /// <summary>The socket of a <see cref="NetworkStream"/>; null for any other stream.</summary>
    public static Socket? SocketOf(Stream stream) =>
        stream is NetworkStream network && network.GetType() == typeof(NetworkStream) && (network.CanRead || network.CanWrite)
            ? network.Socket
            : null;

    /// <summary>The descriptor of a connected pipe or of standard input; null for any other stream.</summary>
    public static SafeHandle? FileOf(Stream stream) => stream switch
    {
        _ when !OperatingSystem.IsLinux() => null,
        PipeStream pipe => pipe.IsConnected && IsExactly(pipe) ? pipe.SafePipeHandle : null,
        _ => stream.GetType() == ConsoleType && stream.CanRead && IsRedirected() ? Input : null,
    };

    private static bool IsExactly(PipeStream pipe) =>
        pipe.GetType() == typeof(AnonymousPipeClientStream)
        || pipe.GetType() == typeof(AnonymousPipeServerStream)
        || pipe.GetType() == typeof(NamedPipeClientStream)
        || pipe.GetType() == typeof(NamedPipeServerStream);

#pragma warning disable RS0030 // Only looked at. A terminal has a buffer of its own.
    private static bool IsRedirected() => Console.IsInputRedirected;
#pragma warning restore RS0030
}

using System.Runtime.InteropServices;
using System.Text;

namespace Estop.Processes;

/// <summary>
/// Small files of the kernel's, by the three calls that they need: a kill reads dozens, and the framework's files cost several times as
/// much.
/// </summary>
internal static unsafe class KernelFile
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CloseOnExec = 0x80000;
    private const int BufferLength = 4096;

    /// <summary>Its whole text; null if there is none or it may not be read.</summary>
    /// <exception cref="IOException">This process has no descriptor or memory left to read it.</exception>
    public static string? Read(string path)
    {
        var number = Libc.Open(path, ReadOnly | CloseOnExec, 0);
        if (number < 0)
        {
            return Nothing(path);
        }

        using var file = new Descriptor(number);
        var buffer = stackalloc byte[BufferLength];
        var length = 0;
        MemoryStream? more = null;
        while (true)
        {
            var read = Libc.Read(file, buffer + length, BufferLength - length);
            if (read < 0 && Marshal.GetLastPInvokeError() == NativeError.Interrupted)
            {
                continue;
            }

            if (read < 0)
            {
                // Most often: whom it is about has gone.
                return Nothing(path);
            }

            length += (int)read;
            if (read == 0)
            {
                break;
            }

            if (length == BufferLength)
            {
                more ??= new MemoryStream();
                more.Write(new ReadOnlySpan<byte>(buffer, length));
                length = 0;
            }
        }

        if (more is null)
        {
            return Encoding.UTF8.GetString(buffer, length);
        }

        more.Write(new ReadOnlySpan<byte>(buffer, length));
        return Encoding.UTF8.GetString(more.GetBuffer(), 0, (int)more.Length);
    }

    /// <summary>The same, and null too if this process has nothing left to read it with: where only a word of it is wanted.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Nothing(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return NativeError.IsUsedUp(error)
            ? throw new IOException($"{path} could not be read: {NativeError.Describe(error)}", error)
            : null;
    }

    /// <summary>Writes to one that is there, by one call. False if there is none, or it takes none of that.</summary>
    public static bool TryWrite(string path, string text)
    {
        var number = Libc.Open(path, WriteOnly | CloseOnExec, 0);
        if (number < 0)
        {
            return false;
        }

        using var file = new Descriptor(number);
        var bytes = Encoding.ASCII.GetBytes(text);
        nint written;
        fixed (byte* start = bytes)
        {
            do
            {
                written = Libc.Write(file, start, bytes.Length);
            }
            while (written < 0 && Marshal.GetLastPInvokeError() == NativeError.Interrupted);
        }

        return written == bytes.Length;
    }
}

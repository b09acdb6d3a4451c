using Microsoft.Win32.SafeHandles;

namespace Estop.Testing;

/// <summary>A pipe as C programs make it, to which nobody writes. What nobody closes, its finalizers do.</summary>
[Unstoppable("Is read from, and does nothing itself.")]
internal sealed class NativePipe : IDisposable
{
    private readonly SafeFileHandle _reader;
    private readonly SafeFileHandle _writer;

    public NativePipe()
    {
        var ends = new int[2];
        if (Libc.Pipe(ends) != 0)
        {
            throw new IOException("No pipe for a hostile worker.");
        }

        _reader = new SafeFileHandle(ends[0], ownsHandle: true);
        _writer = new SafeFileHandle(ends[1], ownsHandle: true);
    }

    /// <summary>The descriptor to read from.</summary>
    public int Reader => (int)_reader.DangerousGetHandle();

    /// <summary>Called when nobody reads any more.</summary>
    public void CloseReader() => _reader.Dispose();

    /// <summary>Whoever reads comes to the end of what was written.</summary>
    public void Dispose() => _writer.Dispose();
}

using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>A file descriptor that is closed once, and is never used after that.</summary>
internal sealed class Descriptor : SafeHandle
{
    /// <summary>Takes a descriptor over.</summary>
    public Descriptor(int number)
        : base(-1, ownsHandle: true) => SetHandle(number);

    public override bool IsInvalid => handle < 0;

    /// <summary>Its number. Only for who owns it: it may be closed by another thread meanwhile.</summary>
    public int Number => (int)handle;

    /// <summary>A descriptor that a call has just returned.</summary>
    /// <exception cref="SpawnException">The call has failed.</exception>
    public static Descriptor From(int result, string what) =>
        result >= 0 ? new Descriptor(result) : throw NativeError.Last($"{what} could not be had");

    /// <summary>
    /// The same under a number above those that have a meaning in a child, so that setting those up never overwrites it.
    /// </summary>
    public Descriptor AboveStandard()
    {
        const int DuplicateCloseOnExec = 1030;
        const int Lowest = 10;
        if (Number >= Lowest)
        {
            return this;
        }

        using (this)
        {
            return From(Libc.Control(Number, DuplicateCloseOnExec, Lowest), "A file descriptor");
        }
    }

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}

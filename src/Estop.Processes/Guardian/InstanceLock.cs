using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Estop.Processes;

/// <summary>
/// The file that a guardian holds locked for its whole life. It names the lives of the service whose processes may still be
/// there, for the case that a guardian could not do its last work.
/// </summary>
internal sealed class InstanceLock(string path)
{
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;
    private const int OwnerOnly = 0x180;
    private const int ExclusiveNonBlocking = 2 | 4;
    private const int RetryMilliseconds = 20;
    private Descriptor? _file;

    /// <summary>Takes the lock, which an earlier guardian holds until all of its children are dead.</summary>
    /// <param name="goesOn">Whether it is still wanted.</param>
    /// <returns>False if it was not wanted any more.</returns>
    /// <exception cref="SpawnException">The file cannot be opened, is a link, or belongs to another user.</exception>
    public bool Take(Func<bool> goesOn)
    {
        // Where others can write, they may have put a link there to what only the service may write to, or a list of their own.
        _file = Descriptor.From(Libc.Open(path, ReadWriteCreateCloseOnExec | NoFollow, OwnerOnly), $"The lock file '{path}'");
        var owner = Owner(_file);
        if (owner != 0 && owner != Libc.EffectiveUserId())
        {
            throw new SpawnException(
                $"The lock file '{path}' belongs to the user id {owner}. Name one in a directory of the service's.", 0);
        }

        while (Libc.Lock(_file, ExclusiveNonBlocking) != 0)
        {
            if (!goesOn())
            {
                return false;
            }

            Waiter.Pause(RetryMilliseconds);
        }

        return true;
    }

    /// <summary>The lives of the service that are named in it.</summary>
    public IReadOnlyList<string> Earlier()
    {
        using var file = Content();
        var text = new byte[RandomAccess.GetLength(file)];
        var length = RandomAccess.Read(file, text, 0);
        return Encoding.UTF8.GetString(text, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Names these lives in it, and is on the disk before anything is started.</summary>
    /// <exception cref="SpawnException">The file cannot be written.</exception>
    public void Write(IEnumerable<string> instances)
    {
        using var file = Content();
        var text = Encoding.UTF8.GetBytes(string.Concat(instances.Select(instance => instance + "\n")));
        try
        {
            RandomAccess.Write(file, text, 0);
            RandomAccess.SetLength(file, text.Length);
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException exception)
        {
            // The framework knows the number, and not the path.
            var number = exception.HResult & 0xffff;
            throw new SpawnException(
                $"The lock file '{path}' could not be written: {NativeError.Describe(number)} Make room there, or name one on another file "
                    + "system (ProcessOptions.LockPath).",
                number);
        }
    }

    private static unsafe uint Owner(Descriptor file)
    {
        // statx, whose structure is the same everywhere: the user id is at 20.
        const int OfDescriptor = 0x1000;
        const int UserId = 8;
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 291 : 332;
        var status = stackalloc byte[256];
        fixed (byte* nothing = "\0"u8)
        {
            return Libc.SystemCall(number, file.Number, (nint)nothing, OfDescriptor, UserId, (nint)status) == 0
                ? *(uint*)(status + 20)
                : throw NativeError.Last("The owner of the lock file could not be had");
        }
    }

    /// <summary>The very file that is locked: opened again, the BCL would ask for a lock of its own.</summary>
    private SafeFileHandle Content() => new(_file!.Number, ownsHandle: false);
}

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
    private const int OwnerOnly = 0x180;
    private const int ExclusiveNonBlocking = 2 | 4;
    private const int RetryMilliseconds = 20;
    private Descriptor? _file;

    /// <summary>Takes the lock, which an earlier guardian holds until all of its children are dead.</summary>
    /// <param name="goesOn">Whether it is still wanted.</param>
    /// <returns>False if it was not wanted any more.</returns>
    /// <exception cref="SpawnException">The file cannot be opened.</exception>
    public bool Take(Func<bool> goesOn)
    {
        _file = Descriptor.From(Libc.Open(path, ReadWriteCreateCloseOnExec, OwnerOnly), $"The lock file '{path}'");
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
    public void Write(IEnumerable<string> instances)
    {
        using var file = Content();
        var text = Encoding.UTF8.GetBytes(string.Concat(instances.Select(instance => instance + "\n")));
        RandomAccess.Write(file, text, 0);
        RandomAccess.SetLength(file, text.Length);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The very file that is locked: opened again, the BCL would ask for a lock of its own.</summary>
    private SafeFileHandle Content() => new(_file!.Number, ownsHandle: false);
}

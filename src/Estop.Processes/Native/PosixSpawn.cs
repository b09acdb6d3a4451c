using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>
/// Starts a process without a copy of this one's memory: in a session of its own, with every signal as the kernel's default and
/// none blocked, and with no descriptor but those that are given to it.
/// </summary>
internal static unsafe partial class PosixSpawn
{
    private const int SetSignalDefaults = 0x04;
    private const int SetSignalMask = 0x08;
    private const int SetSession = 0x80;
    private const int ReadWrite = 2;

    // glibc's and musl's are 336 and 80 bytes.
    private const int AttributesLength = 512;
    private const int ActionsLength = 256;

    private static readonly delegate* unmanaged<byte*, int, int> AddCloseFrom =
        (delegate* unmanaged<byte*, int, int>)Export("posix_spawn_file_actions_addclosefrom_np");

    private static readonly delegate* unmanaged<byte*, byte*, int> AddChangeDirectory =
        (delegate* unmanaged<byte*, byte*, int>)Export("posix_spawn_file_actions_addchdir_np");

    /// <summary>Starts it, and returns its id.</summary>
    /// <param name="path">The full path of the executable.</param>
    /// <param name="arguments">The arguments after its name.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="directory">The working directory; null: this process's.</param>
    /// <param name="output">What its standard output and error go to; null: nowhere.</param>
    /// <param name="channel">What it gets as descriptor 3; null: nothing.</param>
    /// <exception cref="SpawnException">It could not be started.</exception>
    public static int Start(
        string path,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string? directory,
        Descriptor? output,
        Descriptor? channel)
    {
        using var strings = new NativeStrings();
        var attributes = stackalloc byte[AttributesLength];
        var actions = stackalloc byte[ActionsLength];
        Check(InitAttributes(attributes));
        Check(InitActions(actions));
        try
        {
            Check(SetFlags(attributes, SetSession | SetSignalDefaults | SetSignalMask));

            // All but the two that belong to the C library's threads.
            var signals = stackalloc ulong[16];
            new Span<ulong>(signals, 16).Clear();
            Check(SetMask(attributes, signals));
            signals[0] = ~(3UL << 31);
            Check(SetDefaults(attributes, signals));

            var nowhere = strings.String("/dev/null");
            Check(AddOpen(actions, 0, nowhere, ReadWrite, 0));
            for (var standard = 1; standard <= 2; standard++)
            {
                Check(output is null
                    ? AddOpen(actions, standard, nowhere, ReadWrite, 0)
                    : AddDuplicate(actions, output.Number, standard));
            }

            if (channel is not null)
            {
                Check(AddDuplicate(actions, channel.Number, ChildVariables.ChannelDescriptor));
            }

            CloseTheRest(actions, channel is null ? ChildVariables.ChannelDescriptor : ChildVariables.ChannelDescriptor + 1);
            if (directory is not null)
            {
                if (AddChangeDirectory is null)
                {
                    throw new PlatformNotSupportedException(
                        "This C library cannot start a process in another directory. Leave the working directory out.");
                }

                Check(AddChangeDirectory(actions, strings.String(directory)));
            }

            int processId;
            var error = Spawn(
                &processId,
                strings.String(path),
                actions,
                attributes,
                strings.List([path, .. arguments]),
                strings.Environment(environment));
            return error == 0 ? processId : throw Refused(path, directory, error);
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    /// <summary>The kernel does not say which of the two paths it means.</summary>
    private static SpawnException Refused(string path, string? directory, int error) =>
        error is NativeError.NotFound or NativeError.AccessDenied && directory is not null && !Directory.Exists(directory)
            ? ProgramRefusal.ForDirectory(directory, path, error)
            : ProgramRefusal.For(path, error);

    private static void CloseTheRest(byte* actions, int lowest)
    {
        if (AddCloseFrom is not null)
        {
            Check(AddCloseFrom(actions, lowest));
            return;
        }

        // The same by marking all of them here: in the child, exec closes them, and the duplicates made there are unmarked.
        const int CloseRange = 436;
        const int MarkOnly = 4;
        _ = Libc.SystemCall(CloseRange, ChildVariables.ChannelDescriptor, int.MaxValue, MarkOnly, 0);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw NativeError.For("A process could not be prepared", error);
        }
    }

    private static nint Export(string name) =>
        NativeLibrary.TryLoad("libc", typeof(PosixSpawn).Assembly, null, out var libc)
            && NativeLibrary.TryGetExport(libc, name, out var address)
                ? address
                : 0;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Spawn(
        int* processId, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, ulong* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte* attributes, ulong* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static partial int AddOpen(byte* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* actions, int from, int to);
}

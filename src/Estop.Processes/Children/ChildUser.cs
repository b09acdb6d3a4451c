using System.Globalization;
using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>
/// A child that is to run under another user id: takes it before it has any user code or anything of the service's, and begins
/// again as a new program, which the kernel lets see and keep nothing of the old user's.
/// </summary>
internal static class ChildUser
{
    /// <summary>Does not return if this child is to become another user's and can.</summary>
    /// <returns>Why it could not; null if it was not to.</returns>
    public static string? Take()
    {
        if (Environment.GetEnvironmentVariable(ChildVariables.User) is not { } text)
        {
            return null;
        }

        try
        {
            // What it was started with, which it may not read any more as somebody else.
            var path = Environment.ProcessPath ?? throw new SpawnException("The path of the child is not known.", 0);
            var arguments = Strings("/proc/self/cmdline").Skip(1).ToList();
            var variables = Strings("/proc/self/environ")
                .Where(static variable => !variable.StartsWith($"{ChildVariables.User}=", StringComparison.Ordinal))
                .Select(static variable => variable.Split('=', 2))
                .Select(static parts => KeyValuePair.Create(parts[0], parts[^1]));
            Become(uint.Parse(text, CultureInfo.InvariantCulture), path, arguments, [.. variables]);
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    private static void Become(
        uint user, string path, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        string[] files = [path, .. arguments.Where(File.Exists)];
        Probe(files, out _);
        var group = Libc.SetFileGroup(user);
        var owner = Libc.SetFileUser(user);
        var error = Probe(files, out var denied);
        _ = Libc.SetFileUser(owner);
        _ = Libc.SetFileGroup(group);
        if (error != 0)
        {
            throw NativeError.For($"User {user} may not read '{denied}', which its runs need", error);
        }

        CommandUser.Become(user);
        ChildBootstrap.DieWithGuardian();
        ProgramStart.Become(path, arguments, variables);
    }

    /// <summary>
    /// Whether the files can be read and the working directory be entered by whom the kernel takes this thread for. Asked before
    /// anything is changed that cannot be taken back: who may not read the service's files cannot even say so in managed code. Called
    /// twice, since as somebody else it could not be loaded either.
    /// </summary>
    /// <returns>The error number; 0 if there is none.</returns>
    private static int Probe(string[] files, out string denied)
    {
        foreach (var file in files)
        {
            var descriptor = Libc.Open(file, 0, 0);
            if (descriptor < 0)
            {
                denied = file;
                return Marshal.GetLastPInvokeError();
            }

            _ = Libc.Close(descriptor);
        }

        denied = ".";
        return Libc.ChangeDirectory(denied) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static string[] Strings(string file) => File.ReadAllText(file).TrimEnd('\0').Split('\0');
}

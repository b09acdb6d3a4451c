using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>Makes another program of this process, with its number, its tree and its descriptors.</summary>
internal static class ProgramStart
{
    /// <summary>Returns only by an exception.</summary>
    /// <exception cref="SpawnException">That could not be done.</exception>
    public static void Become(string path, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        using var strings = new NativeStrings();
        DefaultSignals();
        Execute(strings, path, arguments, environment);
        throw ProgramRefusal.For(path, Marshal.GetLastPInvokeError());
    }

    /// <summary>Returns only if that could not be done.</summary>
    public static unsafe void Execute(
        NativeStrings strings, string path, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment) =>
        _ = Libc.Execute(strings.String(path), strings.List([path, .. arguments]), strings.Environment(environment));

    /// <summary>The runtime ignores some signals, and a program would inherit that.</summary>
    private static unsafe void DefaultSignals()
    {
        var nothing = stackalloc byte[256];
        new Span<byte>(nothing, 256).Clear();
        for (var signal = 1; signal <= 64; signal++)
        {
            _ = Libc.SetSignalAction(signal, nothing, null);
        }

        const int SetMask = 2;
        _ = Libc.SetSignalMask(SetMask, nothing, null);
    }
}

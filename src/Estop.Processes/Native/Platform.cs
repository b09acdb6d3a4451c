using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>Where child processes are supported.</summary>
internal static class Platform
{
    /// <summary>Why they are not supported here; null if they are.</summary>
    public static string? NotSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? null
            : $"Workers in child processes need Linux on x64 or Arm64; this is {RuntimeInformation.OSDescription} on "
                + $"{RuntimeInformation.ProcessArchitecture}. Give the kind Containment.InProcess here.";

    /// <exception cref="PlatformNotSupportedException">They are not supported here.</exception>
    public static void Require()
    {
        if (NotSupported is { } reason)
        {
            throw new PlatformNotSupportedException(reason);
        }
    }
}

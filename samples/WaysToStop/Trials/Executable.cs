using System.Diagnostics;

namespace Sample;

/// <summary>This program, once more.</summary>
internal static class Executable
{
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(Executable).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

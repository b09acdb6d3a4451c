using System.Globalization;

namespace Estop;

/// <summary>
/// Why a scope has failed whose code called <c>Environment.Exit</c> or <c>Environment.FailFast</c>: woven
/// code ends its scope by that, and not the process. It is not thrown, but found in <see cref="ScopeEnd.Exception"/>.
/// </summary>
public sealed class ScopeExitException : Exception
{
    internal ScopeExitException(int exitCode)
        : base(string.Create(CultureInfo.InvariantCulture, $"Its code called Environment.Exit with exit code {exitCode}.")) =>
        ExitCode = exitCode;

    internal ScopeExitException(string? message, Exception? innerException)
        : base(Text(message, innerException), innerException)
    {
    }

    /// <summary>The exit code; null when the code called <c>Environment.FailFast</c>.</summary>
    public int? ExitCode { get; }

    private static string Text(string? message, Exception? exception) =>
        "Its code called Environment.FailFast"
            + (string.IsNullOrEmpty(message) ? "" : $": {message}")
            + (exception is null ? "" : $" ({ExceptionText.Of(exception)})");
}

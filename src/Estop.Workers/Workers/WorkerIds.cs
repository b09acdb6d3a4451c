using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Estop.Workers;

/// <summary>Which ids workers and kinds can have: those that stand in a URL as they are.</summary>
internal static class WorkerIds
{
    public const int Longest = 128;

    // Leaves room for what Generate appends.
    public const int LongestKind = 100;

    private const string RandomCharacters = "23456789abcdefghjkmnpqrstuvwxyz";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    public static string Rule(int longest) =>
        $"Use 1 to {longest} characters out of A-Z a-z 0-9 . _ ~ - (but not \".\" or \"..\").";

    public static bool AreValid([NotNullWhen(true)] string? id, int longest = Longest) =>
        id is { Length: > 0 } && id.Length <= longest && id is not ("." or "..") && !id.AsSpan().ContainsAnyExcept(Allowed);

    public static string Generate(string kind) => $"{kind}-{RandomNumberGenerator.GetString(RandomCharacters, 8)}";
}

using System.Security.Cryptography;
using System.Text.Json;
using Estop.Weaving.Reports;

namespace Estop.Weaving.PlugIns;

/// <summary>A folder with a woven assembly, its symbols, its report, and what each of them must hash to.</summary>
internal static class CacheEntry
{
    private const string ReportFile = "stoppability.json";
    private const string Hashes = "hashes";

    public static void Write(string folder, string name, WovenPlugIn woven)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name + ".dll"), woven.Assembly!);
        if (woven.Symbols is not null)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".pdb"), woven.Symbols);
        }

        File.WriteAllText(Path.Combine(folder, ReportFile), woven.Report.ToJson());
        var lines = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path => $"{Hash(path)} {Path.GetFileName(path)}");
        File.WriteAllLines(Path.Combine(folder, Hashes), [.. lines]);
    }

    /// <summary>The entry; null when there is none, or it is not as it was written.</summary>
    public static WovenPlugIn? Read(string folder, string name)
    {
        try
        {
            return IsWhole(folder) && File.Exists(Path.Combine(folder, name + ".dll"))
                ? new WovenPlugIn(JsonReport.Read(File.ReadAllBytes(Path.Combine(folder, ReportFile))))
                {
                    Path = Path.Combine(folder, name + ".dll"),
                }
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, Hashes));
        return lines.Length > 0 && lines.All(line =>
            line.Split(' ', 2) is [var hash, var file] && Hash(Path.Combine(folder, file)) == hash);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}

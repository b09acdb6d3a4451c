using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests.Forms;

/// <summary>A service that was published, in a folder of its own.</summary>
internal sealed class PublishedService(string folder, string program, params string[] arguments)
    : ServiceProcess(folder, [program, .. arguments])
{
    private readonly string _folder = folder;

    /// <summary>The other processes that were started from its folder, or with it.</summary>
    public IEnumerable<int> Processes => Directory.GetDirectories("/proc")
        .Select(process => int.TryParse(Path.GetFileName(process), out var id) ? id : 0)
        .Where(process => process != 0 && process != ProcessId && CommandLine(process).Contains(_folder, StringComparison.Ordinal));

    /// <summary>The executable of a process.</summary>
    public static string? ExecutableOf(int process) => File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: false)?.FullName;

    /// <summary>Changes one of its files as a deployment does: by another file in its place.</summary>
    public void Replace(string file, Func<byte[], byte[]> change)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllBytes($"{path}.new", change(File.ReadAllBytes(path)));
        File.Move($"{path}.new", path, overwrite: true);
    }

    /// <summary>Changes a text in one of its files, byte for byte.</summary>
    public void Replace(string file, string before, string after) => Replace(file, bytes => Replaced(bytes, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));

    /// <summary>Puts the same assembly in its place as another build would have made it.</summary>
    public void Rebuild(string assembly) => Replace(assembly, bytes =>
    {
        using var file = new PEReader(new MemoryStream(bytes));
        var reader = file.GetMetadataReader();
        var id = reader.GetGuid(reader.GetModuleDefinition().Mvid);
        return Replaced(bytes, id.ToByteArray(), Guid.NewGuid().ToByteArray());
    });

    private static byte[] Replaced(byte[] bytes, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var place = bytes.AsSpan().IndexOf(before);
        Assert.True(place >= 0, "What is to be replaced is not there.");
        return [.. bytes.AsSpan(0, place), .. after, .. bytes.AsSpan(place + before.Length)];
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

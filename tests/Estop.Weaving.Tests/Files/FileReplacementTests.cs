using Estop.Weaving.Files;

namespace Estop.Weaving.Tests.Files;

/// <summary>An assembly and its symbols are replaced together, or not at all.</summary>
public sealed class FileReplacementTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("estop-").FullName;

    private string Assembly => Path.Combine(_folder, "A.dll");

    private string Symbols => Path.Combine(_folder, "A.pdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Both_are_replaced()
    {
        Write();
        FileReplacement.Replace(Assembly, Content(3), Symbols, Content(4));
        Assert.Equal([3], File.ReadAllBytes(Assembly));
        Assert.Equal([4], File.ReadAllBytes(Symbols));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void Symbols_are_put_back_when_the_assembly_cannot_be_replaced()
    {
        Write();

        // A folder in its place lets everything be written beside it, and only the last move fails.
        File.Delete(Assembly);
        Directory.CreateDirectory(Assembly);

        Assert.ThrowsAny<IOException>(() => FileReplacement.Replace(Assembly, Content(3), Symbols, Content(4)));

        Assert.Equal([2], File.ReadAllBytes(Symbols));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void Nothing_changes_when_nothing_can_be_written_beside_the_assembly()
    {
        Write();
        var elsewhere = Path.Combine(_folder, "not there", "A.dll");

        Assert.ThrowsAny<IOException>(() => FileReplacement.Replace(elsewhere, Content(3), Symbols, Content(4)));

        Assert.Equal([2], File.ReadAllBytes(Symbols));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    private static MemoryStream Content(byte content) => new([content]);

    private void Write()
    {
        File.WriteAllBytes(Assembly, [1]);
        File.WriteAllBytes(Symbols, [2]);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.PlugIns;

/// <summary>A plug-in is woven as it is loaded.</summary>
public sealed class WovenAssemblyLoadContextTests : IDisposable
{
    private readonly PlugInFolder _plugIn = new();

    public void Dispose() => _plugIn.Dispose();

    [Theory]
    [InlineData("Run", true)]
    [InlineData("Run", false)]
    [InlineData("RunLibrary", true)]
    [InlineData("RunLibrary", false)]
    public async Task A_plug_in_and_what_it_brings_along_is_stopped(string method, bool cached)
    {
        var before = Content(_plugIn.Folder);
        var context = Context(cached ? _plugIn.Options : _plugIn.Options with { CacheDirectory = null });
        var run = context.LoadPlugIn().GetType("Code")!.GetMethod(method)!.CreateDelegate<Action<Action>>();

        await Worker.StopAsync(ready => StopScope.StartThread(() => run(ready), new() { Ladder = Worker.Ladder }));

        Assert.Equal(before, Content(_plugIn.Folder));
        Assert.Empty(context.NotWoven);
        Assert.Equal(
            method == "Run" ? ["PlugIn"] : ["PlugIn", "Lib"], context.Reports.Select(report => report.Assembly));
        Assert.Equal(cached, Directory.Exists(_plugIn.Cache));
    }

    [Fact]
    public void The_runtime_is_the_hosts() =>
        Assert.Same(typeof(StopScope), Call(Context(_plugIn.Options), "Shared"));

    [Fact]
    public void A_second_start_takes_what_the_first_has_woven()
    {
        Call(Context(_plugIn.Options), "Seven");
        var entry = Assert.Single(_plugIn.Entries);
        var written = File.GetLastWriteTimeUtc(Path.Combine(entry, "PlugIn.dll"));

        var context = Context(_plugIn.Options);

        Assert.Equal(7, Call(context, "Seven"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(Assert.Single(_plugIn.Entries), "PlugIn.dll")));
        Assert.Equal("PlugIn", Assert.Single(context.Reports).Assembly);
        Assert.StartsWith(entry, context.LoadPlugIn().Location);
    }

    [Fact]
    public void Another_content_is_another_entry()
    {
        Call(Context(_plugIn.Options), "Seven");

        // What the plug-in calls decides how it is woven, too.
        File.Copy(Path.Combine(_plugIn.Folder, "Lib.dll"), Path.Combine(_plugIn.Folder, "Lib2.dll"));
        Call(Context(_plugIn.Options), "Seven");

        Assert.Equal(2, _plugIn.Entries.Length);
    }

    [Theory]
    [InlineData("PlugIn.dll")]
    [InlineData("PlugIn.pdb")]
    [InlineData("stoppability.json")]
    [InlineData("hashes")]
    public void A_damaged_entry_is_made_again(string file)
    {
        Call(Context(_plugIn.Options), "Seven");
        var path = Path.Combine(Assert.Single(_plugIn.Entries), file);
        var whole = File.ReadAllBytes(path);

        // Another file: the damaged one may be mapped into this process.
        File.Delete(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        Assert.Equal(7, Call(Context(_plugIn.Options), "Seven"));
        Assert.Equal(whole, File.ReadAllBytes(path));
        Assert.Empty(Directory.GetDirectories(_plugIn.Cache, ".*"));
    }

    [Fact]
    public void Many_at_once_agree_on_one_entry()
    {
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => Assert.Equal(7, Call(Context(_plugIn.Options), "Seven")))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => Assert.True(thread.Join(TimeSpan.FromMinutes(2))));

        Assert.Single(_plugIn.Entries);
        Assert.Empty(Directory.GetDirectories(_plugIn.Cache, ".*"));
        Assert.Equal(7, Call(Context(_plugIn.Options), "Seven"));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named()
    {
        // A file stands where the folder should be: not even the superuser can write into it.
        File.WriteAllText(_plugIn.Cache, "");

        var error = Assert.Throws<WeavingException>(() => Context(_plugIn.Options).LoadPlugIn());

        Assert.Contains(_plugIn.Cache, error.Message);
        Assert.Contains("CacheDirectory", error.Message);
    }

    [Fact]
    public void A_library_that_cannot_be_woven_is_loaded_as_it_is_and_named()
    {
        File.WriteAllText(Path.Combine(_plugIn.Folder, "Lib.pdb"), "Microsoft C/C++ MSF 7.00\r\n");
        var context = Context(_plugIn.Options);

        Assert.Throws<NotSupportedException>(() => Call(context, "RunLibrary", () => throw new NotSupportedException()));

        Assert.Contains("Lib.dll", Assert.Single(context.NotWoven));
    }

    [Fact]
    public void A_plug_in_that_is_not_there_is_refused()
    {
        var error = Assert.Throws<WeavingException>(() => new WovenAssemblyLoadContext(Path.Combine(_plugIn.Folder, "Other.dll")));
        Assert.Contains("Other.dll", error.Message);
    }

    [Fact]
    public void A_context_can_be_unloaded()
    {
        var context = LoadAndUnload();
        for (var round = 0; context.IsAlive && round < 50; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndUnload()
    {
        var context = Context(_plugIn.Options);
        Assert.Equal(7, Call(context, "Seven"));
        context.Unload();
        return new WeakReference(context);
    }

    private WovenAssemblyLoadContext Context(WovenLoadOptions options) => new(_plugIn.PlugInPath, options);

    private static object? Call(WovenAssemblyLoadContext context, string method, Action? argument = null)
    {
        try
        {
            return context.LoadPlugIn().GetType("Code")!.GetMethod(method)!.Invoke(null, argument is null ? [] : [argument]);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }

    private static byte[][] Content(string folder) => [.. Directory.GetFiles(folder).Order().Select(File.ReadAllBytes)];
}

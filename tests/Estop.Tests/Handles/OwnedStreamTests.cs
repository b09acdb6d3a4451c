using System.Runtime.InteropServices;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Handles;

/// <summary>What a scope owns is code of the user's: whether it is open is asked where it may block or throw.</summary>
public partial class OwnedStreamTests
{
    private static readonly LadderOptions Hasty = new()
    {
        InterruptAfter = TimeSpan.Zero,
        SignalAfter = TimeSpan.Zero,
        CloseAfter = TimeSpan.Zero,
    };

    [Fact]
    public async Task A_stream_that_cannot_be_flushed_holds_up_no_other_stop()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes are Linux's here.");
        var path = Path.Combine(Path.GetTempPath(), $"estop-{Guid.NewGuid():N}");
        Assert.Equal(0, MakePipe(path, 0b110_000_000));
        var release = false;
        try
        {
            // Opened for both, neither end waits for the other.
            var both = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var one = Worker.OnThread(
                inPlace =>
                {
                    var mine = StopScope.Current!.Own(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
                    mine.WriteByte(1);
                    both.Write(new byte[64 * 1024]);
                    inPlace();
                    UnwovenLibrary.SpinUntil(ref release);
                },
                Hasty);
            var other = Worker.OnThread(static inPlace =>
            {
                inPlace();
                while (true)
                {
                }
            });

            var abandoned = await Phase.InTime(one.StopAsync(new StopRequest { Deadline = TimeSpan.FromSeconds(1) }));
            await Phase.Stop(other);

            Assert.Equal(ScopeOutcome.Abandoned, abandoned.Outcome);
            Assert.Equal([$"{nameof(FileStream)} {path}"], abandoned.Closed);
            Volatile.Write(ref release, true);
            await Phase.InTime(one.Completion);
            await both.DisposeAsync();
        }
        finally
        {
            Volatile.Write(ref release, true);
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_stream_that_does_not_say_whether_it_is_open_is_closed_all_the_same()
    {
        var closed = new Flag();
        var streams = Enumerable.Range(0, 50).Select(_ => new Broken(closed)).ToList();
        var scope = Worker.OnThread(
            inPlace =>
            {
                streams.ForEach(static stream => StopScope.Current!.Own(stream));
                inPlace();
                UnwovenLibrary.SpinUntil(ref closed.IsUp);
            },
            Hasty);

        var receipt = await Phase.Stop(scope);

        Assert.Equal(nameof(Broken), receipt.Closed[0]);
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, int mode);

    private sealed class Flag
    {
        public bool IsUp;
    }

    private sealed class Broken(Flag closed) : MemoryStream
    {
        public override bool CanRead => throw new InvalidOperationException("Not now.");

        protected override void Dispose(bool disposing) => Volatile.Write(ref closed.IsUp, true);
    }
}

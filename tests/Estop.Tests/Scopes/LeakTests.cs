using System.Net;
using System.Net.Sockets;

namespace Estop.Tests.Scopes;

[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public class LeakTests
{
    [Fact]
    public async Task A_thousand_start_stop_cycles_leave_threads_handles_and_heap_where_they_were()
    {
        await Cycles(200);
        var before = Footprint.Take();

        await Cycles(1000);

        var after = Footprint.Take();
        Assert.True(after.Threads <= before.Threads + 4, $"Threads: {before.Threads} before, {after.Threads} after.");
        Assert.True(after.Files <= before.Files + 4, $"Files: {before.Files} before, {after.Files} after.");
        Assert.True(after.Heap <= before.Heap + 200_000, $"Heap: {before.Heap:N0} before, {after.Heap:N0} after.");
    }

    [Fact]
    public void Threads_that_live_on_keep_no_descriptor_of_the_waits_they_were_stopped_in()
    {
        const int Threads = 32;
        const int Spare = 8;
        using var source = new CancellationTokenSource();
        using var cameOut = new CountdownEvent(Threads);
        using var done = new ManualResetEventSlim();
        for (var i = 0; i < Threads; i++)
        {
            new Thread(() =>
            {
                using (var device = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
                {
                    var sender = new IPEndPoint(IPAddress.Any, 0);
                    Assert.ThrowsAny<OperationCanceledException>(
                        () => StopScope.Run(() => device.Receive(ref sender), source.Token));
                }

                cameOut.Signal();
                done.Wait();
            })
            { IsBackground = true }.Start();
        }

        Phase.Until(() => EventDescriptors() >= Threads, "each waits by a descriptor");
        var waiting = EventDescriptors();
        source.Cancel();
        Assert.True(cameOut.Wait(Phase.HardTimeout), "A stop did not bring its thread out.");

        var after = EventDescriptors();
        done.Set();
        Assert.True(
            after <= waiting - (Threads - Spare), $"Event descriptors: {waiting} while they waited, {after} afterwards.");
    }

    private static int EventDescriptors() => Directory.GetFiles("/proc/self/fd").Count(static file =>
        new FileInfo(file).LinkTarget == "anon_inode:[eventfd]");

    private static async Task Cycles(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var scope = (i % 4) switch
            {
                0 => Worker.OnThread(static inPlace =>
                {
                    inPlace();
                    Thread.Sleep(5000);
                }),
                1 => Worker.OnThread(static inPlace =>
                {
                    inPlace();
                    while (true)
                    {
                    }
                }),
                2 => Worker.OnPool(static async inPlace =>
                {
                    inPlace();
                    await Task.Delay(5000);
                }),
                _ => Worker.OnThread(static inPlace =>
                {
                    StopScope.Current!.Token.Register(static () => { });
                    inPlace();
                    Task.Run(static () => Thread.Sleep(5000)).Wait();
                }),
            };
            await Phase.Stop(scope);
        }
    }
}

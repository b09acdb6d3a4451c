using System.Collections.Concurrent;

namespace Estop.Processes.Tests;

public class MessageChannelTests
{
    [Fact]
    public async Task Messages_of_every_length_come_back_whole_and_in_order()
    {
        using var guardian = await Guardians.StartAsync();
        using var child = await guardian.SpawnAsync(Guardians.Managed("child")).WaitAsync(Guardians.Timeout);
        var received = Start(child.Channel!);
        Assert.Equal("ready"u8.ToArray(), Next(received));
        var sent = new int[] { 0, 1, 5, PacketSocket.MaximumLength - 4, PacketSocket.MaximumLength - 3, PacketSocket.MaximumLength, 100_000, 5_000_000 }
            .Select(length => Enumerable.Range(0, length).Select(index => (byte)(index * 31)).ToArray())
            .ToList();

        foreach (var message in sent)
        {
            Assert.True(child.Channel!.Send(message));
        }

        Assert.All(sent, message => Assert.Equal(message, Next(received)));
        Assert.True(child.Channel!.Send("end"u8));
        Assert.Equal(7, (await child.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public async Task A_child_answers_though_no_thread_of_the_pool_is_free()
    {
        using var guardian = await Guardians.StartAsync();
        using var child = await guardian.SpawnAsync(Guardians.Managed("child")).WaitAsync(Guardians.Timeout);
        var received = Start(child.Channel!);
        Next(received);
        using var free = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 600).Select(_ => Task.Run(() => free.Wait(Guardians.Timeout))).ToArray();
        try
        {
            child.Channel!.Send("ping"u8);

            Assert.Equal("ping"u8.ToArray(), Next(received));
            Assert.Contains(blocked, task => !task.IsCompleted);
        }
        finally
        {
            free.Set();
        }

        await Task.WhenAll(blocked).WaitAsync(Guardians.Timeout);
    }

    [Fact]
    public async Task A_child_whose_channel_ends_ends()
    {
        using var guardian = await Guardians.StartAsync();
        var child = await guardian.SpawnAsync(Guardians.Managed("child")).WaitAsync(Guardians.Timeout);
        Next(Start(child.Channel!));

        child.Dispose();

        Assert.Equal(3, (await child.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public void A_send_to_an_end_that_does_not_read_never_blocks_and_is_refused_at_the_bound()
    {
        var (here, there) = PacketSocket.Pair();
        using var channel = new MessageChannel(here);
        using (there)
        {
            var message = new byte[1024 * 1024];
            var sent = 0;
            while (channel.Send(message))
            {
                Assert.True(++sent < 64, "The queue has no bound.");
            }

            Assert.True(sent >= MessageChannel.MaximumWaiting / message.Length);
        }
    }

    [Fact]
    public void What_was_kept_for_a_slow_reader_reaches_it()
    {
        var (here, there) = PacketSocket.Pair();
        using var writer = new MessageChannel(here);
        using var reader = new MessageChannel(new PacketSocket(there));
        writer.Start("writer", _ => { }, _ => { });
        for (var index = 0; index < 50; index++)
        {
            Assert.True(writer.Send(Enumerable.Repeat((byte)index, 100_000).ToArray()));
        }

        var received = Start(reader);

        for (var index = 0; index < 50; index++)
        {
            Assert.Equal(Enumerable.Repeat((byte)index, 100_000).ToArray(), Next(received));
        }
    }

    [Fact]
    public void The_end_is_told_once_after_the_last_message_and_nothing_can_be_sent_any_more()
    {
        var (here, there) = PacketSocket.Pair();
        var writer = new MessageChannel(here);
        using var reader = new MessageChannel(new PacketSocket(there));
        writer.Send("last"u8);
        writer.Dispose();
        var events = new BlockingCollection<string>();

        reader.Start("reader", message => events.Add(System.Text.Encoding.ASCII.GetString(message)), failure => events.Add($"end {failure}"));

        Assert.True(events.TryTake(out var first, Guardians.Timeout));
        Assert.True(events.TryTake(out var second, Guardians.Timeout));
        Assert.Equal(["last", "end "], [first, second]);
        Assert.False(reader.Send("more"u8));
        Assert.False(writer.Send("more"u8));
        Assert.Throws<InvalidOperationException>(() => reader.Start("again", _ => { }, _ => { }));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 7, 7 })]
    [InlineData(new byte[] { 0, 0, 0, 127 })]
    public void What_is_no_message_ends_the_channel_with_the_reason(byte[] packet)
    {
        var (here, there) = PacketSocket.Pair();
        using var writer = here;
        using var reader = new MessageChannel(new PacketSocket(there));
        var ended = new BlockingCollection<Exception?>();
        reader.Start("reader", _ => { }, ended.Add);

        writer.Send(packet);

        Assert.True(ended.TryTake(out var failure, Guardians.Timeout));
        Assert.IsType<InvalidDataException>(failure);
    }

    [Fact]
    public void What_a_receiver_throws_ends_the_channel_and_nothing_else()
    {
        var (here, there) = PacketSocket.Pair();
        using var writer = new MessageChannel(here);
        using var reader = new MessageChannel(new PacketSocket(there));
        var ended = new BlockingCollection<Exception?>();
        reader.Start("reader", _ => throw new InvalidOperationException("planted"), ended.Add);

        writer.Send("message"u8);

        Assert.True(ended.TryTake(out var failure, Guardians.Timeout));
        Assert.Equal("planted", failure?.Message);
    }

    private static BlockingCollection<byte[]> Start(MessageChannel channel)
    {
        var received = new BlockingCollection<byte[]>();
        channel.Start("test", message => received.Add(message.ToArray()), _ => received.CompleteAdding());
        return received;
    }

    private static byte[] Next(BlockingCollection<byte[]> received)
    {
        Assert.True(received.TryTake(out var message, Guardians.Timeout), "No message has come.");
        return message;
    }
}

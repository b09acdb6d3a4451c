namespace Estop.Processes.Tests;

public class PacketSocketTests
{
    [Fact]
    public void What_the_other_side_has_said_is_received_though_it_has_ended_with_something_unread()
    {
        var (here, other) = PacketSocket.Pair();
        using (here)
        {
            using (var there = new PacketSocket(other))
            {
                Assert.Equal(PacketResult.Done, here.Send("never read"u8));
                Assert.Equal(PacketResult.Done, there.Send("last words"u8));
            }

            var buffer = new byte[PacketSocket.MaximumLength];
            Assert.Equal(PacketResult.Done, here.Receive(buffer, out var length));
            Assert.Equal("last words"u8, buffer.AsSpan(0, length));
            Assert.Equal(PacketResult.Gone, here.Receive(buffer, out _));
        }
    }
}

namespace Estop.Processes.Tests;

/// <summary>A child that sends every message back, and ends with the message <c>end</c>.</summary>
internal static class TestChild
{
    public static void Run()
    {
        var channel = ChildBootstrap.Begin();
        channel.Start(
            "child",
            message =>
            {
                if (message.SequenceEqual("end"u8))
                {
                    Libc.Exit(7);
                }

                channel.Send(message);
            },
            _ => Libc.Exit(3));
        channel.Send("ready"u8);
        Thread.Sleep(Timeout.Infinite);
    }
}

using Estop.Processes;

namespace Estop.WorkerHost.Tests;

public sealed class GarbledChannelTests
{
    private const int GaveUp = 70;

    private static readonly Dictionary<string, byte[]> Garbled = new()
    {
        ["nothing"] = [],
        ["no message"] = [0xff, 0xff, 0xff],
        ["text"] = "{\"Type\":2}"u8.ToArray(),
        ["a message that is cut"] = new Message(MessageType.Start) { WorkerId = "cam-42" }.ToBytes()[..^1],
        ["a message with more behind it"] = [.. new Message(MessageType.Start).ToBytes(), 1],
    };

    public static TheoryData<string> WhatIsGarbled => [.. Garbled.Keys];

    [Theory]
    [MemberData(nameof(WhatIsGarbled))]
    public async Task A_child_that_is_told_what_it_cannot_understand_says_so_and_ends(string what)
    {
        using var guardian = await Phase.InTime(GuardianClient.StartAsync(new GuardianOptions()));
        var executable = ServiceExecutable.Current();
        using var child = await Phase.InTime(guardian.SpawnAsync(new SpawnRequest
        {
            Path = executable.Path,
            Arguments = executable.Arguments,
            Environment = ChildEnvironment.Create("child", []),
            WantsChannel = true,
            WantsOutput = true,
        }));
        var said = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        child.Channel!.Start(
            "garbled", bytes => said.TrySetResult(Message.Of(bytes).Text), _ => said.TrySetException(new EndOfStreamException()));
        Assert.True(child.Channel.Send(Garbled[what]));
        Assert.StartsWith("The child process gives up: ", await Phase.InTime(said.Task), StringComparison.Ordinal);
        Assert.Equal(GaveUp, (await Phase.InTime(child.End)).ExitCode);
    }
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

public sealed class MessageTests
{
    public static TheoryData<int> Types => [.. Enum.GetValues<MessageType>().Select(static type => (int)type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_message_of_each_type_arrives_with_all_its_members(int type)
    {
        var sent = Full((MessageType)type);
        var received = Message.Of(sent.ToBytes());
        Assert.Equal(sent.Type, received.Type);
        Assert.Equal(JsonSerializer.Serialize(sent), JsonSerializer.Serialize(received));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_message_without_members_arrives_without_them(int type)
    {
        var sent = new Message((MessageType)type);
        Assert.Equal(sent, Message.Of(sent.ToBytes()));
    }

    [Fact]
    public void The_message_of_these_tests_has_every_member_that_there_is()
    {
        var missing = new List<string>();
        FindDefaults(Full(MessageType.Stop), nameof(Message), missing);
        Assert.Empty(missing);
    }

    [Fact]
    public void An_input_arrives_as_it_was_written()
    {
        const string Text = """{"name":"Zoë","rate":1.50,"tags":[null,true,{"a":-0.0e10}],"big":123456789012345678901234567890}""";
        using var input = JsonDocument.Parse(Text);
        var received = Message.Of(new Message(MessageType.Start) { Input = input.RootElement }.ToBytes());
        Assert.Equal(Text, received.Input!.Value.GetRawText());
    }

    [Fact]
    public void A_configuration_is_read_as_configurations_are()
    {
        var values = new Dictionary<string, string?> { ["Logging:Level"] = "Debug", ["empty"] = null };
        var received = Message.Of(new Message(MessageType.Hello) { Configuration = values }.ToBytes());
        Assert.Equal("Debug", received.Configuration!["logging:LEVEL"]);
        Assert.Null(received.Configuration!["empty"]);
    }

    [Fact]
    public void A_message_that_is_cut_is_refused()
    {
        var bytes = Full(MessageType.Stopped).ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.ThrowsAny<Exception>(() => Message.Of(cut));
        }
    }

    [Fact]
    public void A_message_that_goes_on_after_its_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Message.Of([.. Full(MessageType.Start).ToBytes(), 0]));

    [Fact]
    public void A_message_of_no_known_type_is_refused()
    {
        var bytes = new Message(MessageType.Start).ToBytes();
        bytes[0] = (byte)(Enum.GetValues<MessageType>().Max() + 1);
        Assert.Throws<InvalidDataException>(() => Message.Of(bytes));
    }

    [Fact]
    public void What_has_one_byte_wrong_is_read_or_refused_but_never_takes_memory_for_what_is_not_there()
    {
        var bytes = Full(MessageType.Stopped).ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var wrong in (byte[])[0x7f, 0x80, 0xff])
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                var changed = bytes.ToArray();
                changed[at] = wrong;
                _ = Record.Exception(() => Message.Of(changed));
            }
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (bytes.Length * 3);
        Assert.InRange(each, 0, 200_000);
    }

    private static Message Full(MessageType type)
    {
        var at = new DateTimeOffset(2026, 1, 31, 12, 30, 15, TimeSpan.FromHours(2)).AddTicks(7);
        var look = new ScopeLook
        {
            Scope = "a look",
            TakenAt = at,
            Elapsed = TimeSpan.FromTicks(11),
            Outcome = ScopeOutcome.Failed,
            CpuTime = TimeSpan.FromTicks(12),
            AllocatedBytes = long.MaxValue,
            Awaits = [new AwaitLook { Operation = "reads", Chain = ["inner", "outer"] }],
            Threads =
            [
                new ThreadLook
                {
                    OsThreadId = 4711,
                    Name = "its name",
                    IsDedicated = true,
                    Source = StackSource.Wait,
                    Stack = ["top", "bottom"],
                    WaitsIn = "Sleep",
                    WaitsFor = "nothing",
                    LockHolder = 4712,
                    IsShielded = true,
                    State = 'S',
                    SystemCall = "read",
                    WaitChannel = "pipe_read",
                    CpuTime = TimeSpan.FromTicks(13),
                },
            ],
        };
        return new Message(type)
        {
            Run = 1,
            Call = 2,
            Setup = "A.Setup, Assembly",
            Configuration = new Dictionary<string, string?> { ["a:b"] = "c" },
            Module = Guid.NewGuid(),
            Modules = Guid.NewGuid(),
            Error = "an error\nof two lines, with an ü",
            WorkerId = "cam-42",
            Kind = "device-monitor",
            Number = 3,
            Input = JsonSerializer.SerializeToElement(new { address = "x" }),
            Ladder = new LadderOptions
            {
                Grace = TimeSpan.FromTicks(21),
                InterruptAfter = TimeSpan.FromTicks(22),
                SignalAfter = TimeSpan.FromTicks(23),
                CloseAfter = TimeSpan.FromTicks(24),
                LetGoAfter = TimeSpan.FromTicks(25),
                AbortAfter = TimeSpan.FromTicks(126),
                KillAfter = TimeSpan.FromTicks(26),
                CleanupBudget = TimeSpan.FromTicks(27),
                HandlerBudget = TimeSpan.FromTicks(28),
                LockBudget = TimeSpan.FromTicks(29),
                Deadline = TimeSpan.FromTicks(30),
            },
            Shared = true,
            Threads = [31, 32],
            Progress = new WorkerProgress(33, "half", 0.1 + 0.2, at.AddTicks(1)),
            Level = LogLevel.Critical,
            EventId = 34,
            Category = "a category",
            Text = "a line",
            Stop = new StopRequest
            {
                Mode = StopMode.Kill,
                Grace = TimeSpan.FromTicks(41),
                Deadline = TimeSpan.FromTicks(42),
                RequestedBy = "somebody",
                Reason = "a reason",
            },
            Receipt = new StopReceipt
            {
                Scope = "a receipt",
                Outcome = ScopeOutcome.Abandoned,
                Mode = StopMode.Kill,
                RequestedBy = "nobody",
                Reason = "none",
                RequestedAt = at.AddTicks(2),
                Elapsed = TimeSpan.FromTicks(51),
                Rungs = [new RungRecord(Rung.Safepoint, TimeSpan.FromTicks(52), TimeSpan.FromTicks(53)) { NotAvailable = "so" }],
                EndedBy = Rung.Interrupt,
                Proof = new ProofOfDeath(ProofKind.ProcessEnded, [54, 55]) { ProcessId = 56 },
                Cleanup = CleanupOutcome.Cut,
                CleanupCutAt = "cleanup",
                CutShield = "shield",
                LockCutAt = "lock",
                StoppedAt = "stopped",
                Closed = ["closed"],
                LetGo = ["let", "go"],
                Killed = ["killed"],
                LeftBehind = ["left"],
                StillRunning = look,
            },
            Time = TimeSpan.FromTicks(61),
            Rungs = [new RungRecord(Rung.Close, TimeSpan.FromTicks(161), TimeSpan.FromTicks(162)) { NotAvailable = "nothing to close" }],
            Pause = new PauseReceipt("a pause", PauseOutcome.Incomplete, TimeSpan.FromTicks(62), ["executes"]),
            Look = look,
            Outcome = ScopeOutcome.Stopped,
            At = at.AddTicks(3),
        };
    }

    private static void FindDefaults(object value, string path, List<string> missing)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = $"{path}.{property.Name}";
            var found = property.GetValue(value);
            var empty = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            if (Equals(found, empty) || found is ICollection { Count: 0 })
            {
                missing.Add(name);
            }
            else if (found is IEnumerable and not string)
            {
                foreach (var item in ((IEnumerable)found).Cast<object>().Where(static item => IsOurs(item.GetType())))
                {
                    FindDefaults(item, name, missing);
                }
            }
            else if (found is not null && IsOurs(found.GetType()))
            {
                FindDefaults(found, name, missing);
            }
        }
    }

    private static bool IsOurs(Type type) => !type.IsEnum && type.Namespace!.StartsWith(nameof(Estop), StringComparison.Ordinal);
}

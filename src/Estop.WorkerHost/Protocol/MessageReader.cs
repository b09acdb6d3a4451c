using System.Text.Json;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>Reads what <see cref="MessageWriter"/> has written, in its order.</summary>
internal static class MessageReader
{
    /// <summary>The message.</summary>
    /// <exception cref="Exception">These bytes are none: <see cref="InvalidDataException"/>, or what reading them throws.</exception>
    public static Message Read(ReadOnlySpan<byte> bytes)
    {
        using var wire = new WireReader(bytes);
        if (wire.First > (byte)MessageType.CannotExit)
        {
            throw new InvalidDataException($"There is no message of type {wire.First}.");
        }

        // The order of the initializers is the order on the wire.
        var message = new Message((MessageType)wire.First)
        {
            Run = wire.Int(),
            Call = wire.Int(),
            Number = wire.Int(),
            Shared = wire.Bool(),
            Setup = wire.StringOrNull(),
            Module = wire.GuidOrNull(),
            Modules = wire.GuidOrNull(),
            WorkerId = wire.StringOrNull(),
            Kind = wire.StringOrNull(),
            Error = wire.StringOrNull(),
            Level = (LogLevel)wire.Int(),
            EventId = wire.Int(),
            Category = wire.StringOrNull(),
            Text = wire.StringOrNull(),
            Outcome = (ScopeOutcome?)wire.LongOrNull(),
            Time = TimeOrNull(wire),
            Input = wire.StringOrNull() is { } input ? Json(input) : null,
            Threads = wire.Bool() ? Numbers(wire) : null,
            Configuration = wire.Bool() ? Values(wire) : null,
            At = wire.Bool() ? Moment(wire) : null,
            Ladder = wire.Bool() ? Ladder(wire) : null,
            Progress = wire.Bool() ? Progress(wire) : null,
            Stop = wire.Bool() ? Stop(wire) : null,
            Receipt = wire.Bool() ? Receipt(wire) : null,
            Rungs = wire.Bool() ? Rungs(wire) : null,
            Pause = wire.Bool() ? Pause(wire) : null,
            Look = wire.Bool() ? Look(wire) : null,
        };
        wire.End();
        return message;
    }

    // By itself, so that nothing of JSON is loaded for messages without any.
    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static string[] Texts(WireReader wire)
    {
        var texts = new string[wire.Count()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = wire.String();
        }

        return texts;
    }

    private static int[] Numbers(WireReader wire)
    {
        var numbers = new int[wire.Count()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = wire.Int();
        }

        return numbers;
    }

    private static Dictionary<string, string?> Values(WireReader wire)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var count = wire.Count(); count > 0; count--)
        {
            values.Add(wire.String(), wire.StringOrNull());
        }

        return values;
    }

    private static TimeSpan Time(WireReader wire) => TimeSpan.FromTicks(wire.Long());

    private static TimeSpan? TimeOrNull(WireReader wire) => wire.Bool() ? Time(wire) : null;

    private static DateTimeOffset Moment(WireReader wire) => new(wire.Long(), Time(wire));

    private static LadderOptions Ladder(WireReader wire) => new()
    {
        Grace = Time(wire),
        InterruptAfter = Time(wire),
        SignalAfter = Time(wire),
        CloseAfter = Time(wire),
        LetGoAfter = Time(wire),
        AbortAfter = TimeOrNull(wire),
        KillAfter = Time(wire),
        CleanupBudget = Time(wire),
        HandlerBudget = Time(wire),
        LockBudget = Time(wire),
        Deadline = Time(wire),
    };

    private static WorkerProgress Progress(WireReader wire) => new(
        wire.Long(),
        wire.StringOrNull(),
        wire.LongOrNull() is { } bits ? BitConverter.Int64BitsToDouble(bits) : null,
        Moment(wire));

    private static StopRequest Stop(WireReader wire) => new()
    {
        Mode = (StopMode)wire.Int(),
        Grace = TimeOrNull(wire),
        Deadline = TimeOrNull(wire),
        RequestedBy = wire.StringOrNull(),
        Reason = wire.StringOrNull(),
    };

    private static StopReceipt Receipt(WireReader wire) => new()
    {
        Scope = wire.String(),
        Outcome = (ScopeOutcome)wire.Int(),
        Mode = (StopMode)wire.Int(),
        RequestedBy = wire.StringOrNull(),
        Reason = wire.StringOrNull(),
        RequestedAt = Moment(wire),
        Elapsed = Time(wire),
        EndedBy = (Rung?)wire.LongOrNull(),
        Cleanup = (CleanupOutcome)wire.Int(),
        CleanupCutAt = wire.StringOrNull(),
        CutShield = wire.StringOrNull(),
        LockCutAt = wire.StringOrNull(),
        StoppedAt = wire.StringOrNull(),
        Closed = Texts(wire),
        LetGo = Texts(wire),
        Killed = Texts(wire),
        LeftBehind = Texts(wire),
        Rungs = Rungs(wire),
        Proof = wire.Bool() ? Proof(wire) : null,
        StillRunning = wire.Bool() ? Look(wire) : null,
    };

    private static RungRecord[] Rungs(WireReader wire)
    {
        var rungs = new RungRecord[wire.Count()];
        for (var i = 0; i < rungs.Length; i++)
        {
            rungs[i] = new RungRecord((Rung)wire.Int(), Time(wire), Time(wire)) { NotAvailable = wire.StringOrNull() };
        }

        return rungs;
    }

    private static ProofOfDeath Proof(WireReader wire)
    {
        var kind = (ProofKind)wire.Int();
        var process = wire.IntOrNull();
        return new ProofOfDeath(kind, Numbers(wire)) { ProcessId = process };
    }

    private static PauseReceipt Pause(WireReader wire) => new(
        wire.String(), (PauseOutcome)wire.Int(), Time(wire), Texts(wire));

    private static ScopeLook Look(WireReader wire) => new()
    {
        Scope = wire.String(),
        Elapsed = Time(wire),
        Outcome = (ScopeOutcome?)wire.LongOrNull(),
        CpuTime = TimeOrNull(wire),
        AllocatedBytes = wire.Long(),
        TakenAt = Moment(wire),
        Threads = wire.All(() => Thread(wire)),
        Awaits = wire.All(() => new AwaitLook { Operation = wire.StringOrNull(), Chain = Texts(wire) }),
    };

    private static ThreadLook Thread(WireReader wire) => new()
    {
        OsThreadId = wire.Int(),
        Name = wire.StringOrNull(),
        IsDedicated = wire.Bool(),
        Source = (StackSource)wire.Int(),
        WaitsIn = wire.StringOrNull(),
        WaitsFor = wire.StringOrNull(),
        LockHolder = wire.IntOrNull(),
        IsShielded = wire.Bool(),
        State = (char?)wire.LongOrNull(),
        SystemCall = wire.StringOrNull(),
        WaitChannel = wire.StringOrNull(),
        CpuTime = TimeOrNull(wire),
        Stack = Texts(wire),
    };
}

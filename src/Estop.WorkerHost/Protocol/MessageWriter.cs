using System.Diagnostics.CodeAnalysis;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>
/// Writes a message as <see cref="MessageReader"/> reads it: every member, in one order. By hand, since a serializer would be compiled
/// in each child.
/// </summary>
internal static class MessageWriter
{
    public static byte[] Write(Message message)
    {
        using var wire = new WireWriter((byte)message.Type);
        wire.Add(message.Run).Add(message.Call).Add(message.Number).Add(message.Shared);
        wire.Add(message.Setup).Add(message.Module).Add(message.Modules);
        wire.Add(message.WorkerId).Add(message.Kind).Add(message.Error);
        wire.Add((int)message.Level).Add(message.EventId).Add(message.Category).Add(message.Text);
        wire.Add((long?)message.Outcome).Add(message.Time?.Ticks).Add(message.Input?.GetRawText());
        if (Has(wire, message.Threads))
        {
            Numbers(wire, message.Threads);
        }

        if (Has(wire, message.Configuration))
        {
            wire.AddAll(message.Configuration, static (wire, pair) => wire.Add(pair.Key).Add(pair.Value));
        }

        if (Has(wire, message.At))
        {
            Moment(wire, message.At.Value);
        }

        if (Has(wire, message.Ladder))
        {
            Ladder(wire, message.Ladder);
        }

        if (Has(wire, message.Progress))
        {
            Progress(wire, message.Progress);
        }

        if (Has(wire, message.Stop))
        {
            Stop(wire, message.Stop);
        }

        if (Has(wire, message.Receipt))
        {
            Receipt(wire, message.Receipt);
        }

        if (Has(wire, message.Rungs))
        {
            Rungs(wire, message.Rungs);
        }

        if (Has(wire, message.Pause))
        {
            Pause(wire, message.Pause);
        }

        if (Has(wire, message.Look))
        {
            Look(wire, message.Look);
        }

        return wire.Message.ToArray();
    }

    private static bool Has(WireWriter wire, [NotNullWhen(true)] object? value)
    {
        wire.Add(value is not null);
        return value is not null;
    }

    private static void Texts(WireWriter wire, IReadOnlyList<string> texts)
    {
        wire.Add(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            wire.Add(texts[i]);
        }
    }

    private static void Numbers(WireWriter wire, IReadOnlyList<int> numbers)
    {
        wire.Add(numbers.Count);
        for (var i = 0; i < numbers.Count; i++)
        {
            wire.Add(numbers[i]);
        }
    }

    private static void Moment(WireWriter wire, DateTimeOffset moment) => wire.Add(moment.Ticks).Add(moment.Offset.Ticks);

    private static void Ladder(WireWriter wire, LadderOptions ladder) => wire
        .Add(ladder.Grace.Ticks)
        .Add(ladder.InterruptAfter.Ticks)
        .Add(ladder.SignalAfter.Ticks)
        .Add(ladder.CloseAfter.Ticks)
        .Add(ladder.LetGoAfter.Ticks)
        .Add(ladder.AbortAfter?.Ticks)
        .Add(ladder.KillAfter.Ticks)
        .Add(ladder.CleanupBudget.Ticks)
        .Add(ladder.HandlerBudget.Ticks)
        .Add(ladder.LockBudget.Ticks)
        .Add(ladder.Deadline.Ticks);

    private static void Progress(WireWriter wire, WorkerProgress progress)
    {
        wire.Add(progress.Count).Add(progress.Text);
        wire.Add(progress.Value is { } value ? (long?)BitConverter.DoubleToInt64Bits(value) : null);
        Moment(wire, progress.ReportedAt);
    }

    private static void Stop(WireWriter wire, StopRequest stop) => wire
        .Add((int)stop.Mode)
        .Add(stop.Grace?.Ticks)
        .Add(stop.Deadline?.Ticks)
        .Add(stop.RequestedBy)
        .Add(stop.Reason);

    private static void Receipt(WireWriter wire, StopReceipt receipt)
    {
        wire.Add(receipt.Scope).Add((int)receipt.Outcome).Add((int)receipt.Mode).Add(receipt.RequestedBy).Add(receipt.Reason);
        Moment(wire, receipt.RequestedAt);
        wire.Add(receipt.Elapsed.Ticks).Add((long?)receipt.EndedBy).Add((int)receipt.Cleanup);
        wire.Add(receipt.CleanupCutAt).Add(receipt.CutShield).Add(receipt.LockCutAt).Add(receipt.StoppedAt);
        Texts(wire, receipt.Closed);
        Texts(wire, receipt.LetGo);
        Texts(wire, receipt.Killed);
        Texts(wire, receipt.LeftBehind);
        Rungs(wire, receipt.Rungs);
        if (Has(wire, receipt.Proof))
        {
            wire.Add((int)receipt.Proof.Kind).Add(receipt.Proof.ProcessId);
            Numbers(wire, receipt.Proof.Threads);
        }

        if (Has(wire, receipt.StillRunning))
        {
            Look(wire, receipt.StillRunning);
        }
    }

    private static void Rungs(WireWriter wire, IReadOnlyList<RungRecord> rungs)
    {
        wire.Add(rungs.Count);
        foreach (var rung in rungs)
        {
            wire.Add((int)rung.Rung).Add(rung.After.Ticks).Add(rung.Elapsed.Ticks).Add(rung.NotAvailable);
        }
    }

    private static void Pause(WireWriter wire, PauseReceipt pause)
    {
        wire.Add(pause.Scope).Add((int)pause.Outcome).Add(pause.Elapsed.Ticks);
        Texts(wire, pause.StillExecuting);
    }

    private static void Look(WireWriter wire, ScopeLook look)
    {
        wire.Add(look.Scope).Add(look.Elapsed.Ticks).Add((long?)look.Outcome).Add(look.CpuTime?.Ticks).Add(look.AllocatedBytes);
        Moment(wire, look.TakenAt);
        wire.Add(look.Threads.Count);
        foreach (var thread in look.Threads)
        {
            wire.Add(thread.OsThreadId).Add(thread.Name).Add(thread.IsDedicated).Add((int)thread.Source);
            wire.Add(thread.WaitsIn).Add(thread.WaitsFor).Add(thread.LockHolder).Add(thread.IsShielded);
            wire.Add((long?)thread.State).Add(thread.SystemCall).Add(thread.WaitChannel).Add(thread.CpuTime?.Ticks);
            Texts(wire, thread.Stack);
        }

        wire.Add(look.Awaits.Count);
        foreach (var awaited in look.Awaits)
        {
            wire.Add(awaited.Operation);
            Texts(wire, awaited.Chain);
        }
    }
}

using System.Collections;
using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>A warm child without user code that becomes any program, on either side of its channel.</summary>
internal static class CommandChild
{
    private const int Refused = 126;

    /// <summary>
    /// In the child: waits for a <see cref="CommandRequest"/>, and becomes that program. Does not return. Called from the startup
    /// hook in the role <c>command</c>, on the main thread, which is the one that the program keeps.
    /// </summary>
    public static void Run()
    {
        var service = ChildBootstrap.Enter();
        try
        {
            ServiceBuild.Check();
            WarmUp();
            service.Send(MessageAssembler.Cut(CommandWire.Warm)[0]);
            Become(CommandWire.ReadRequest(Receive(service)));
        }
        catch (Exception exception)
        {
            var refusal = new CommandRefusal(exception.Message, (exception as SpawnException)?.Error ?? 0);
            foreach (var packet in MessageAssembler.Cut(CommandWire.Write(refusal)))
            {
                service.Send(packet);
            }

            Libc.Exit(Refused);
        }
    }

    /// <summary>In the service: turns a warm child into the program, and returns when it has become it.</summary>
    /// <exception cref="SpawnException">The program could not be started. The child has ended.</exception>
    public static async Task BecomeAsync(GuardedProcess warm, CommandRequest request, CancellationToken cancellationToken = default)
    {
        var channel = warm.Channel ?? throw new InvalidOperationException("A warm child for programs needs a channel.");
        var become = new TaskCompletionSource<CommandRefusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.Start(
            $"Estop command {warm.ProcessId}",
            message =>
            {
                if (CommandWire.ReadRefusal(message) is { } refusal)
                {
                    become.TrySetResult(refusal);
                }
            },
            failure => become.TrySetResult(failure is null ? null : new CommandRefusal(failure.Message, 0)));
        channel.Send(CommandWire.Write(request));

        // The channel ends with the old program: by the new one's start, or by death, which the process itself tells.
        var refusal = await become.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        channel.Dispose();
        if (refusal is not null)
        {
            throw new SpawnException(refusal.Message, refusal.Error);
        }
    }

    /// <summary>Has the runtime compile what the program's start goes through, so that it is not waited for then.</summary>
    private static void WarmUp()
    {
        var nothing = CommandWire.ReadRequest(CommandWire.Write(new CommandRequest
        {
            Path = "",
            Arguments = [""],
            Environment = new Dictionary<string, string> { [""] = "" },
        }));
        using var strings = new NativeStrings();
        ProgramStart.Execute(strings, nothing.Path, nothing.Arguments, WithCookies(nothing.Environment));
        NativeError.For("", NativeError.NotFound);
    }

    /// <summary>Waits for one message; ends the process if the service has gone.</summary>
    private static byte[] Receive(PacketSocket service)
    {
        var assembler = new MessageAssembler();
        var waiter = new Waiter();
        var buffer = new byte[PacketSocket.MaximumLength];
        while (true)
        {
            waiter.Clear();
            waiter.Add(service.Descriptor);
            if (!waiter.Wait(-1))
            {
                continue;
            }

            var result = service.Receive(buffer, out var length);
            if (result == PacketResult.Gone)
            {
                Libc.Exit(0);
            }

            if (result == PacketResult.Done && assembler.TryComplete(buffer.AsSpan(0, length), out var message))
            {
                return message.ToArray();
            }
        }
    }

    private static void Become(CommandRequest request)
    {
        ProcessRights.Apply(0, request.Limits, nice: 0);
        if (request.UserId is { } user)
        {
            CommandUser.Become(user);
            ChildBootstrap.DieWithGuardian();
        }

        // As that user: where it may not enter, it does not.
        if (request.WorkingDirectory is { } directory && Libc.ChangeDirectory(directory) != 0)
        {
            throw ProgramRefusal.ForDirectory(directory, request.Path, Marshal.GetLastPInvokeError());
        }

        ProgramStart.Become(request.Path, request.Arguments, WithCookies(request.Environment));
    }

    private static IEnumerable<KeyValuePair<string, string>> WithCookies(IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Dictionary<string, string>(environment);
        foreach (DictionaryEntry own in Environment.GetEnvironmentVariables())
        {
            if (own.Key is ChildVariables.Instance or ChildVariables.Child)
            {
                variables[(string)own.Key] = (string?)own.Value ?? "";
            }
        }

        return variables;
    }
}

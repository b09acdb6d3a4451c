namespace Estop.Processes;

/// <summary>
/// What a service and a warm child for programs say to each other. Plain, as between service and guardian: a serializer would have
/// to be started in each child.
/// </summary>
internal static class CommandWire
{
    /// <summary>What the child sends when it waits for its request: it is warm.</summary>
    public static ReadOnlySpan<byte> Warm => [(byte)CommandMessage.Warm];

    public static byte[] Write(CommandRequest request)
    {
        using var writer = new WireWriter((byte)CommandMessage.Become);
        return writer
            .Add(request.Path)
            .AddAll(request.Arguments, (wire, argument) => wire.Add(argument))
            .AddAll(request.Environment, (wire, variable) => wire.Add(variable.Key).Add(variable.Value))
            .Add(request.WorkingDirectory)
            .Add(request.Limits)
            .Add((long?)request.UserId)
            .Message.ToArray();
    }

    public static CommandRequest ReadRequest(ReadOnlySpan<byte> message)
    {
        using var reader = new WireReader(message);
        return new CommandRequest
        {
            Path = reader.String(),
            Arguments = reader.All(reader.String),
            Environment = reader.All(() => KeyValuePair.Create(reader.String(), reader.String())).ToDictionary(),
            WorkingDirectory = reader.StringOrNull(),
            Limits = reader.Limits(),
            UserId = (uint?)reader.LongOrNull(),
        };
    }

    public static byte[] Write(CommandRefusal refusal)
    {
        using var writer = new WireWriter((byte)CommandMessage.Refused);
        return writer.Add(refusal.Message).Add(refusal.Error).Message.ToArray();
    }

    /// <summary>The refusal in a message of the child's; null if it says that it is warm.</summary>
    public static CommandRefusal? ReadRefusal(ReadOnlySpan<byte> message)
    {
        using var reader = new WireReader(message);
        return reader.First == (byte)CommandMessage.Warm ? null : new CommandRefusal(reader.String(), reader.Int());
    }
}

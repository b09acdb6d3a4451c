namespace Estop.Processes;

/// <summary>Writes one message between processes of the same build.</summary>
internal sealed class WireWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public WireWriter(GuardianMessage message)
        : this((byte)message)
    {
    }

    public WireWriter(byte first)
    {
        _writer = new BinaryWriter(_bytes);
        _writer.Write(first);
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Message => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    public WireWriter Add(bool value)
    {
        _writer.Write(value);
        return this;
    }

    public WireWriter Add(long value)
    {
        _writer.Write(value);
        return this;
    }

    public WireWriter Add(long? value) => value is { } given ? Add(true).Add(given) : Add(false);

    public WireWriter Add(string? value)
    {
        _writer.Write(value is not null);
        if (value is not null)
        {
            _writer.Write(value);
        }

        return this;
    }

    public WireWriter Add(Guid? value)
    {
        _writer.Write(value is not null);
        if (value is { } given)
        {
            Span<byte> bytes = stackalloc byte[WireReader.GuidLength];
            given.TryWriteBytes(bytes);
            _writer.Write(bytes);
        }

        return this;
    }

    public WireWriter AddAll<T>(IReadOnlyCollection<T> values, Action<WireWriter, T> add)
    {
        Add(values.Count);
        foreach (var value in values)
        {
            add(this, value);
        }

        return this;
    }

    public WireWriter Add(SpawnRequest request) =>
        Add(request.Path)
            .AddAll(request.Arguments, (writer, argument) => writer.Add(argument))
            .AddAll(request.Environment, (writer, variable) => writer.Add(variable.Key).Add(variable.Value))
            .Add(request.WorkingDirectory)
            .Add(request.Limits)
            .Add(request.Nice)
            .Add(request.WantsChannel)
            .Add(request.WantsOutput)
            .Add(request.Cookie);

    public WireWriter Add(ProcessLimits limits) =>
        Add(limits.MemoryBytes)
            .Add(limits.Processors is { } processors ? (long?)BitConverter.DoubleToInt64Bits(processors) : null)
            .Add(limits.ProcessorTime?.Ticks)
            .Add(limits.Processes)
            .Add(limits.OpenFiles);

    public WireWriter Add(ProcessEnd end) =>
        Add(end.ExitCode).Add(end.Signal).Add((long?)end.Breach).Add(end.LeftBehind).Add(end.StatusLost);

    public WireWriter Add(IReadOnlyCollection<KilledProcess> processes) =>
        AddAll(processes, (writer, process) => writer.Add(process.ProcessId).Add(process.Name));

    public WireWriter Add(IReadOnlyCollection<UnkilledProcess> processes) =>
        AddAll(
            processes,
            (writer, process) => writer.Add(process.ProcessId).Add(process.Name).Add(process.State).Add(process.WaitChannel));

    public WireWriter Add(GuardianAbilities abilities) =>
        Add(abilities.CgroupKill)
            .Add(abilities.NoCgroup)
            .Add(abilities.TreeMemory)
            .Add(abilities.TreeProcesses)
            .Add(abilities.TreeProcessors)
            .Add(abilities.OtherUsers)
            .Add(abilities.NegativeNice)
            .Add(abilities.SignalsOtherUsers);

    public void Dispose() => _writer.Dispose();
}

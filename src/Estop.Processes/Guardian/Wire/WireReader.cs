namespace Estop.Processes;

/// <summary>Reads one message between processes of the same build.</summary>
internal sealed class WireReader : IDisposable
{
    public const int GuidLength = 16;

    private readonly BinaryReader _reader;

    public WireReader(ReadOnlySpan<byte> message)
    {
        _reader = new BinaryReader(new MemoryStream(message.ToArray()));
        First = _reader.ReadByte();
    }

    /// <summary>Its first byte, which says what it is.</summary>
    public byte First { get; }

    /// <summary>What it is, between a service and its guardian.</summary>
    public GuardianMessage Message => (GuardianMessage)First;

    public bool Bool() => _reader.ReadBoolean();

    public long Long() => _reader.ReadInt64();

    public int Int() => (int)Long();

    public long? LongOrNull() => Bool() ? Long() : null;

    public int? IntOrNull() => (int?)LongOrNull();

    public string String() => StringOrNull() ?? "";

    public string? StringOrNull() => Bool() ? _reader.ReadString() : null;

    public Guid? GuidOrNull() => Bool() ? new Guid(_reader.ReadBytes(GuidLength)) : null;

    /// <summary>How many there are of what follows.</summary>
    /// <exception cref="InvalidDataException">The rest of the message cannot hold so many.</exception>
    public int Count()
    {
        var count = Long();
        return count >= 0 && count <= _reader.BaseStream.Length - _reader.BaseStream.Position
            ? (int)count
            : throw new InvalidDataException($"A message announces {count} items.");
    }

    /// <summary>To be called after the last part.</summary>
    /// <exception cref="InvalidDataException">There is more.</exception>
    public void End()
    {
        if (_reader.BaseStream.Position != _reader.BaseStream.Length)
        {
            throw new InvalidDataException("A message goes on after its end.");
        }
    }

    public List<T> All<T>(Func<T> read)
    {
        var count = Count();
        var values = new List<T>(count);
        for (var index = 0; index < count; index++)
        {
            values.Add(read());
        }

        return values;
    }

    public SpawnRequest SpawnRequest() => new()
    {
        Path = String(),
        Arguments = All(String),
        Environment = All(() => KeyValuePair.Create(String(), String())).ToDictionary(),
        WorkingDirectory = StringOrNull(),
        Limits = Limits(),
        Nice = Int(),
        WantsChannel = Bool(),
        WantsOutput = Bool(),
        Cookie = StringOrNull(),
    };

    public ProcessLimits Limits() => new()
    {
        MemoryBytes = LongOrNull(),
        Processors = LongOrNull() is { } bits ? BitConverter.Int64BitsToDouble(bits) : null,
        ProcessorTime = LongOrNull() is { } ticks ? TimeSpan.FromTicks(ticks) : null,
        Processes = IntOrNull(),
        OpenFiles = IntOrNull(),
    };

    public ProcessEnd ProcessEnd() => new()
    {
        ExitCode = IntOrNull(),
        Signal = IntOrNull(),
        Breach = (LimitBreach?)LongOrNull(),
        LeftBehind = Killed(),
        StatusLost = Bool(),
    };

    public List<KilledProcess> Killed() => All(() => new KilledProcess(Int(), String()));

    public List<UnkilledProcess> Unkilled() => All(() => new UnkilledProcess(Int(), String(), (char)Int(), String()));

    public GuardianAbilities Abilities() => new()
    {
        CgroupKill = Bool(),
        NoCgroup = StringOrNull(),
        TreeMemory = Bool(),
        TreeProcesses = Bool(),
        TreeProcessors = Bool(),
        OtherUsers = Bool(),
        NegativeNice = Bool(),
        SignalsOtherUsers = Bool(),
    };

    public void Dispose() => _reader.Dispose();
}

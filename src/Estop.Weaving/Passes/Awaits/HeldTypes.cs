using Mono.Cecil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>Recognises buffers, streams and locks.</summary>
internal static class HeldTypes
{
    private static readonly string[] Locks = ["Lock", "Semaphore", "Mutex", "Monitor"];

    private static readonly HashSet<string> Buffers =
    [
        "System.Memory`1", "System.ReadOnlyMemory`1", "System.Span`1", "System.ReadOnlySpan`1", "System.ArraySegment`1",
        "System.Buffers.ReadOnlySequence`1", "System.Buffers.IMemoryOwner`1", "System.Buffers.IBufferWriter`1",
        "System.Text.StringBuilder", "System.Runtime.InteropServices.SafeHandle",
    ];

    private static readonly HashSet<string> Streams =
    [
        "System.IO.Stream", "System.IO.TextReader", "System.IO.TextWriter", "System.IO.BinaryReader", "System.IO.BinaryWriter",
        "System.IO.Pipelines.PipeReader", "System.IO.Pipelines.PipeWriter", "System.Net.Sockets.Socket",
        "System.Net.WebSockets.WebSocket", "System.Net.Sockets.UdpClient",
    ];

    /// <summary>Whether the operation was given a buffer, a stream or a lock, or is one's own.</summary>
    public static bool AreGivenTo(MethodReference called) =>
        !AwaitedTasks.IsTask(called.DeclaringType)
        && ((called.HasThis && IsHeld(called.DeclaringType)) || called.Parameters.Any(parameter => IsHeld(parameter.ParameterType)));

    public static bool IsLock(TypeReference type) =>
        Array.Exists(Locks, word => type.Name.Contains(word, StringComparison.Ordinal));

    private static bool IsHeld(TypeReference type) => type.WithoutModifiersAndReference() switch
    {
        ArrayType or PointerType => true,
        GenericInstanceType generic => Buffers.Contains(generic.ElementType.FullName) || generic.GenericArguments.Any(IsHeld),
        GenericParameter => false,
        var plain => Buffers.Contains(plain.FullName) || IsLock(plain)
            || (!plain.IsPrimitive && plain.Resolve() is { } definition
                && BaseTypes.SelfAndBases(definition).Any(static one => Streams.Contains(one.FullName) || Buffers.Contains(one.FullName))),
    };

    private static TypeReference WithoutModifiersAndReference(this TypeReference type) =>
        type is ByReferenceType or IModifierType ? WithoutModifiersAndReference(((TypeSpecification)type).ElementType) : type;
}
